package io.mortise.wasm;

import static java.util.Objects.requireNonNull;

import io.mortise.wasm.internal.binary.Signature;
import io.mortise.wasm.internal.extism.UserFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Functions of the application with wasm types, for guests of the dialect {@code extism} that import them. Each needs
 * the permission {@code app: [NAME]}; where the module is not {@link #USER}, {@code app: [MODULE.NAME]}, with a minus for
 * what no name may have. A call without it ends the guest with GRANT_MISSING.
 *
 * <p>Immutable: {@link #function} answers a larger set.
 */
public final class WasmImports {
    /** Nothing. */
    public static final WasmImports NONE = new WasmImports(List.of());

    /** The module that Extism's guests import from where they name none. */
    public static final String USER = UserFunction.MODULE;

    private final List<UserFunction> functions;

    private WasmImports(List<UserFunction> functions) {
        this.functions = List.copyOf(functions);
    }

    /** What a function does: runs on the calling thread under the call's deadline. */
    @FunctionalInterface
    public interface Body {
        /**
         * One value for each parameter; answers one for each result. f32 and f64 travel as their bits.
         *
         * @throws io.mortise.api.host.HostFailure ends the guest with its message
         */
        long[] apply(GuestMemory memory, long[] arguments);
    }

    /**
     * These and one more.
     *
     * @param results none or one
     * @throws IllegalArgumentException for more results, or a name that is taken
     */
    public WasmImports function(String module, String name, List<WasmType> params, List<WasmType> results, Body body) {
        requireNonNull(body, "body");
        if (results.size() > 1) {
            throw new IllegalArgumentException(name + " has " + results.size() + " results; a host function has one");
        }
        Signature signature = new Signature(letters(params), letters(results));
        UserFunction added = new UserFunction(
                requireNonNull(module, "module"),
                requireNonNull(name, "name"),
                signature,
                (blocks, arguments) -> body.apply(new GuestMemory(blocks), arguments));
        if (functions.stream().anyMatch(each -> each.permission().equals(added.permission()))) {
            throw new IllegalArgumentException("two imports would be permitted as " + added.permission());
        }
        List<UserFunction> all = new ArrayList<>(functions);
        all.add(added);
        return new WasmImports(all);
    }

    private static String letters(List<WasmType> types) {
        return types.stream().map(type -> String.valueOf(type.letter())).collect(Collectors.joining());
    }

    List<UserFunction> functions() {
        return functions;
    }
}
