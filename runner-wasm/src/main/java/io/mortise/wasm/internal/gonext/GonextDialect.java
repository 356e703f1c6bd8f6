package io.mortise.wasm.internal.gonext;

import io.mortise.api.Call;
import io.mortise.api.error.Detail.Violation;
import io.mortise.api.host.HostCall;
import io.mortise.api.manifest.PluginManifest;
import io.mortise.wasm.internal.abi.Declared;
import io.mortise.wasm.internal.abi.Dialect;
import io.mortise.wasm.internal.abi.Guest;
import io.mortise.wasm.internal.abi.GuestLink;
import io.mortise.wasm.internal.abi.ImportCheck;
import io.mortise.wasm.internal.abi.KnownImport;
import io.mortise.wasm.internal.binary.ModuleShape;
import io.mortise.wasm.internal.binary.Signature;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code gonext}: one entry for hooks, one for jobs. A function of plugin.yaml is named {@code filter.NAME}, {@code
 * action.NAME} or {@code job.NAME}; the module learns the name alone.
 */
public final class GonextDialect implements Dialect {
    static final Signature HANDLER = new Signature("iiii", "l");
    static final String ALLOCATE = "gn_alloc";
    static final String FREE = "gn_free";

    @Override
    public String name() {
        return "gonext";
    }

    @Override
    public List<KnownImport> imports() {
        return GonextImport.TABLE;
    }

    @Override
    public boolean claims(ModuleShape shape) {
        return shape.export(ALLOCATE).isPresent()
                && (shape.hasFunction(Envelope.HOOKS, HANDLER) || shape.hasFunction(Envelope.JOBS, HANDLER));
    }

    /** The names are inside the module, where nobody can read them. */
    @Override
    public List<String> callable(ModuleShape shape) {
        return List.of();
    }

    @Override
    public List<Violation> problems(ModuleShape shape, PluginManifest manifest) {
        List<Violation> problems = new ArrayList<>(new ImportCheck(this).problems(shape));
        if (!shape.hasFunction(ALLOCATE, new Signature("i", "i"))) {
            problems.add(new Violation("export gn_alloc", "is missing or no function (i32) -> (i32)"));
        }
        Declared.names(manifest).forEach(name -> problem(shape, name).ifPresent(problems::add));
        return problems;
    }

    private static Optional<Violation> problem(ModuleShape shape, String name) {
        Optional<Envelope> envelope = Envelope.of(name);
        if (envelope.isEmpty()) {
            return Optional.of(new Violation("function " + name, "is none of filter.NAME, action.NAME, job.NAME"));
        }
        String handler = envelope.get().handler();
        return shape.hasFunction(handler, HANDLER)
                ? Optional.empty()
                : Optional.of(new Violation(
                        "function " + name, "needs the export %s %s, which is missing".formatted(handler, HANDLER)));
    }

    @Override
    public List<String> notes(ModuleShape shape, PluginManifest manifest) {
        return new ImportCheck(this).notes(shape, manifest);
    }

    @Override
    public Guest guest(GuestLink link, Call idle, HostCall context) {
        return new GonextGuest(link, idle, context);
    }
}
