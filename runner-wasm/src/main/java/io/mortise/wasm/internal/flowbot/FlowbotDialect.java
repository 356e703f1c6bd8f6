package io.mortise.wasm.internal.flowbot;

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
import java.util.Set;

/** {@code flowbot}: an export for every function, JSON in and an envelope {@code {error, data}} out. */
public final class FlowbotDialect implements Dialect {
    static final Signature FUNCTION = new Signature("ii", "l");
    static final String ALLOCATE = "alloc";
    static final String FREE = "free";
    static final String INIT = "init";
    static final String READY = "is_ready";

    @Override
    public String name() {
        return "flowbot";
    }

    @Override
    public List<KnownImport> imports() {
        return FlowbotImport.TABLE;
    }

    /** Its imports, or an allocator with functions of its type where nothing else says what the module is. */
    @Override
    public boolean claims(ModuleShape shape) {
        if (shape.imports().stream().anyMatch(each -> each.module().equals(FlowbotImport.MODULE))) {
            return true;
        }
        return new ImportCheck(this).problems(shape).isEmpty()
                && shape.hasFunction(ALLOCATE, new Signature("i", "i"))
                && shape.hasFunction(FREE, new Signature("i", ""))
                && !callable(shape).isEmpty();
    }

    @Override
    public List<String> callable(ModuleShape shape) {
        return shape.exports().stream()
                .filter(export -> export.signature().equals(Optional.of(FUNCTION)))
                .map(ModuleShape.Export::name)
                .filter(name -> !name.equals(INIT) && !name.startsWith("_"))
                .toList();
    }

    @Override
    public List<Violation> problems(ModuleShape shape, PluginManifest manifest) {
        List<Violation> problems = new ArrayList<>(new ImportCheck(this).problems(shape));
        problems.addAll(Declared.missing(shape, manifest, Set.of(FUNCTION)));
        if (!shape.hasFunction(ALLOCATE, new Signature("i", "i"))) {
            problems.add(
                    new Violation("export " + ALLOCATE, "is missing; a function (i32) -> (i32) gives room for input"));
        }
        return problems;
    }

    @Override
    public List<String> notes(ModuleShape shape, PluginManifest manifest) {
        return new ImportCheck(this).notes(shape, manifest);
    }

    @Override
    public Guest guest(GuestLink link, Call idle, HostCall context) {
        return new FlowbotGuest(link, idle, context);
    }
}
