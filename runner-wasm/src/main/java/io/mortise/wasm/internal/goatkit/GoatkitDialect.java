package io.mortise.wasm.internal.goatkit;

import io.mortise.api.Call;
import io.mortise.api.error.Detail.Violation;
import io.mortise.api.host.HostCall;
import io.mortise.api.manifest.PluginManifest;
import io.mortise.wasm.internal.abi.Dialect;
import io.mortise.wasm.internal.abi.Guest;
import io.mortise.wasm.internal.abi.GuestLink;
import io.mortise.wasm.internal.abi.ImportCheck;
import io.mortise.wasm.internal.abi.KnownImport;
import io.mortise.wasm.internal.abi.Right;
import io.mortise.wasm.internal.binary.ModuleShape;
import io.mortise.wasm.internal.binary.Signature;
import java.util.ArrayList;
import java.util.List;

/** {@code goatkit}: {@code gk_register} says what there is, {@code gk_call} calls it by name. */
public final class GoatkitDialect implements Dialect {
    static final String MODULE = "gk";
    static final String HOST_CALL = "host_call";
    static final String LOG = "log";
    static final String REGISTER = "gk_register";
    static final String CALL = "gk_call";
    static final String ALLOCATE = "gk_malloc";
    static final String FREE = "gk_free";
    static final Signature REGISTERS = new Signature("", "l");
    static final Signature CALLS = new Signature("iiii", "l");

    /** One import reaches every service; which permission a call needs, its name says. */
    private static final List<KnownImport> TABLE = List.of(
            new KnownImport(MODULE, HOST_CALL, CALLS, Right.NONE),
            new KnownImport(MODULE, LOG, new Signature("iii", ""), Right.NONE));

    @Override
    public String name() {
        return "goatkit";
    }

    @Override
    public List<KnownImport> imports() {
        return TABLE;
    }

    @Override
    public boolean claims(ModuleShape shape) {
        return shape.export(REGISTER).isPresent();
    }

    /** The names are inside the module: {@code gk_register} tells them when it runs. */
    @Override
    public List<String> callable(ModuleShape shape) {
        return List.of();
    }

    @Override
    public List<Violation> problems(ModuleShape shape, PluginManifest manifest) {
        List<Violation> problems = new ArrayList<>(new ImportCheck(this).problems(shape));
        need(shape, REGISTER, REGISTERS, problems);
        need(shape, CALL, CALLS, problems);
        need(shape, ALLOCATE, new Signature("i", "i"), problems);
        return problems;
    }

    private static void need(ModuleShape shape, String export, Signature type, List<Violation> problems) {
        if (!shape.hasFunction(export, type)) {
            problems.add(new Violation("export " + export, "is missing or no function " + type));
        }
    }

    @Override
    public Guest guest(GuestLink link, Call idle, HostCall context) {
        return new GoatkitGuest(link, idle, context);
    }
}
