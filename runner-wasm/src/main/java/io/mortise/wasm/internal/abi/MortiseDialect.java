package io.mortise.wasm.internal.abi;

import io.mortise.api.Call;
import io.mortise.api.error.Detail.Violation;
import io.mortise.api.host.HostCall;
import io.mortise.api.manifest.PluginManifest;
import io.mortise.wasm.internal.binary.ModuleShape;
import io.mortise.wasm.internal.binary.ModuleShape.Kind;
import io.mortise.wasm.internal.binary.Signature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** {@code mortise/1}: the host keeps the bytes, the guest asks for them. */
public final class MortiseDialect implements Dialect {
    static final Signature FUNCTION = new Signature("i", "i");
    static final Signature GENERIC = new Signature("ii", "i");
    static final String GENERIC_ENTRY = "mortise_call";

    private static final List<KnownImport> IMPORTS = Arrays.stream(MortiseImport.values())
            .map(row -> new KnownImport(MortiseImport.MODULE, row.text(), row.signature(), row.right()))
            .toList();

    @Override
    public String name() {
        return MortiseImport.MODULE;
    }

    @Override
    public boolean claims(ModuleShape shape) {
        return shape.imports().stream().anyMatch(each -> each.module().equals(MortiseImport.MODULE));
    }

    @Override
    public List<KnownImport> imports() {
        return IMPORTS;
    }

    @Override
    public List<String> callable(ModuleShape shape) {
        return shape.exports().stream()
                .filter(export -> export.signature().equals(Optional.of(FUNCTION)))
                .map(ModuleShape.Export::name)
                .filter(name -> !name.startsWith("mortise_") && !name.startsWith("_"))
                .toList();
    }

    @Override
    public List<Violation> problems(ModuleShape shape, PluginManifest manifest) {
        ImportCheck imports = new ImportCheck(this);
        List<Violation> problems = new ArrayList<>(imports.problems(shape));
        imports.unasked(shape, manifest.permissions()).forEach(known -> problems.add(unasked(known)));
        if (shape.memory().isEmpty()
                || shape.export("memory").filter(e -> e.kind() == Kind.MEMORY).isEmpty()) {
            problems.add(new Violation("export memory", "is missing; export the module's one memory by that name"));
        }
        if (!shape.hasFunction(GENERIC_ENTRY, GENERIC)) {
            Declared.names(manifest)
                    .forEach(name -> exportProblem(shape, name, true).ifPresent(problems::add));
            wrongType(shape, GENERIC_ENTRY, GENERIC).ifPresent(problems::add);
        }
        for (Entry entry : Entry.values()) {
            exportProblem(shape, entry.export(), false).ifPresent(problems::add);
        }
        wrongType(shape, MortiseGuest.INITIALIZE, MortiseGuest.NOTHING).ifPresent(problems::add);
        return problems;
    }

    @Override
    public Guest guest(GuestLink link, Call idle, HostCall context) {
        return new MortiseGuest(link, idle, context);
    }

    private static Violation unasked(KnownImport known) {
        return new Violation(
                "import " + known,
                "needs permission %s, which plugin.yaml does not ask for; add permissions.%s"
                        .formatted(known.right().key(), known.right().key()));
    }

    private static Optional<Violation> exportProblem(ModuleShape shape, String name, boolean isRequired) {
        if (shape.export(name).isEmpty()) {
            return isRequired
                    ? Optional.of(new Violation(
                            "function " + name, "is declared, but the module exports no function of that name"))
                    : Optional.empty();
        }
        return wrongType(shape, name, FUNCTION);
    }

    private static Optional<Violation> wrongType(ModuleShape shape, String name, Signature wanted) {
        return shape.export(name)
                .filter(export -> !export.signature().equals(Optional.of(wanted)))
                .map(export -> new Violation(
                        "export " + name,
                        "is %s, wanted is a function %s"
                                .formatted(
                                        export.signature()
                                                .map(s -> "a function " + s)
                                                .orElse("no function"),
                                        wanted)));
    }
}
