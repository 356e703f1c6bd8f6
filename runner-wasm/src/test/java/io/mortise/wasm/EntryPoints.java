package io.mortise.wasm;

import static io.mortise.wasm.Guests.call;
import static org.assertj.core.api.Assertions.assertThat;

import com.dylibso.chicory.wabt.Wat2Wasm;
import io.mortise.api.Mount;
import io.mortise.api.Runner;
import io.mortise.api.error.Failure;
import io.mortise.api.error.PluginException;
import io.mortise.wasm.internal.abi.CommonImports;
import io.mortise.wasm.internal.abi.KnownImport;
import io.mortise.wasm.internal.abi.MortiseDialect;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** A guest that calls any import with any arguments: the first byte of its input says which, the rest are the numbers. */
final class EntryPoints implements AutoCloseable {
    /** What a guest may meet by its own doing. */
    private static final Set<Failure> EXPECTED =
            Set.of(Failure.GUEST_TRAPPED, Failure.REJECTED, Failure.LIMIT_REACHED, Failure.DEADLINE_PASSED);

    private static final int MAX_ARGUMENTS = 9;

    final List<KnownImport> imports = Stream.concat(
                    new MortiseDialect().imports().stream(), CommonImports.all().stream())
            .toList();

    private final Guests guests;
    private final Runner runner;

    EntryPoints(Path directory) {
        try {
            guests = new Guests(WasmRunnerFactory.interpreting(), directory);
            Path data = Files.createDirectories(directory.toRealPath().resolve("data"));
            Files.writeString(data.resolve("file"), "content");
            guests.mounts = List.of(new Mount(data, "/data", false));
            runner = guests.started(Wat2Wasm.parse(module()), "go");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String module() {
        StringBuilder wat = new StringBuilder("(module\n");
        for (int i = 0; i < imports.size(); i++) {
            KnownImport each = imports.get(i);
            wat.append("(import \"%s\" \"%s\" (func $f%d%s%s))\n"
                    .formatted(
                            each.module(),
                            each.name(),
                            i,
                            types("param", each.signature().params()),
                            types("result", each.signature().results())));
        }
        int input = named("input");
        wat.append("(memory (export \"memory\") 2)(func (export \"go\") (param i32) (result i32)")
                .append("(call $f")
                .append(input)
                .append(" (i32.const 0))\n");
        for (int i = 0; i < imports.size(); i++) {
            wat.append("(if (i32.eq (i32.load8_u (i32.const 0)) (i32.const ")
                    .append(i)
                    .append(")) (then ")
                    .append(calling(i))
                    .append("))\n");
        }
        return wat.append("(i32.const 0)))").toString();
    }

    private int named(String name) {
        for (int i = 0; i < imports.size(); i++) {
            if (imports.get(i).name().equals(name)) {
                return i;
            }
        }
        throw new AssertionError("no import " + name);
    }

    private String calling(int number) {
        KnownImport each = imports.get(number);
        StringBuilder call = new StringBuilder("(call $f" + number);
        String params = each.signature().params();
        for (int i = 0; i < params.length(); i++) {
            String load = "(i64.load (i32.const " + (8 + 8 * i) + "))";
            call.append(params.charAt(i) == 'l' ? load : "(i32.wrap_i64 " + load + ")");
        }
        call.append(')');
        return each.signature().results().isEmpty() ? call.toString() : "(drop " + call + ")";
    }

    private static String types(String word, String letters) {
        return letters.isEmpty()
                ? ""
                : " (" + word
                        + letters.chars()
                                .mapToObj(c -> c == 'l' ? " i64" : " i32")
                                .reduce("", String::concat) + ")";
    }

    void check(int number, long... arguments) {
        ByteBuffer input = ByteBuffer.allocate(8 + 8 * MAX_ARGUMENTS)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(0, (byte) number);
        for (int i = 0; i < arguments.length; i++) {
            input.putLong(8 + 8 * i, arguments[i]);
        }
        check(input.array());
    }

    /** Answers, or fails in a way a guest can bring about; nothing of the host's breaks. */
    void check(byte[] input) {
        try {
            runner.call(Guests.within(call("go", input), Duration.ofMillis(300)));
        } catch (PluginException e) {
            assertThat(EXPECTED).as(e.getMessage()).contains(e.failure());
        }
    }

    @Override
    public void close() {
        guests.close();
    }
}
