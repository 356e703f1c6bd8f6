package io.mortise.wasm.internal.abi;

import io.mortise.api.error.Detail.Violation;
import io.mortise.api.manifest.Permissions;
import io.mortise.api.manifest.PluginManifest;
import io.mortise.wasm.internal.binary.ModuleShape;
import io.mortise.wasm.internal.binary.ModuleShape.Kind;
import io.mortise.wasm.internal.binary.Signature;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Holds what a module imports against what its dialect offers. */
public final class ImportCheck {
    private final Dialect dialect;

    public ImportCheck(Dialect dialect) {
        this.dialect = dialect;
    }

    /** Imports that this host does not have, or has with another type. */
    public List<Violation> problems(ModuleShape shape) {
        List<Violation> problems = new ArrayList<>();
        shape.imports().forEach(each -> problem(each).ifPresent(problems::add));
        return problems;
    }

    /** Imports whose permission the manifest does not ask for. */
    public List<KnownImport> unasked(ModuleShape shape, Permissions asked) {
        return shape.imports().stream()
                .flatMap(each -> known(each).stream())
                .filter(known -> !known.right().isAskedForBy(asked))
                .toList();
    }

    /**
     * The same in words. Other systems' language kits import what their plugins never use, so what is not asked for is
     * told, and refused when it is called.
     */
    public List<String> notes(ModuleShape shape, PluginManifest manifest) {
        return unasked(shape, manifest.permissions()).stream()
                .map(known -> "imports %s, and plugin.yaml asks for no permission %s: such calls are refused"
                        .formatted(known, known.right().key()))
                .toList();
    }

    /** The row of an import, if this dialect or every one has it. */
    public Optional<KnownImport> known(ModuleShape.Import wanted) {
        return dialect.imports().stream()
                .filter(row -> row.is(wanted))
                .findFirst()
                .or(() -> CommonImports.all().stream()
                        .filter(row -> row.is(wanted))
                        .findFirst());
    }

    private Optional<Violation> problem(ModuleShape.Import wanted) {
        String place = "import " + wanted;
        if (wanted.kind() != Kind.FUNCTION) {
            return Optional.of(new Violation(place, "is no function; only functions may be imported"));
        }
        Optional<KnownImport> known = known(wanted);
        if (known.isEmpty()) {
            return Optional.of(new Violation(place, "needs " + wanted + ", which this host does not have"));
        }
        if (wanted.signature().equals(Optional.of(known.get().signature()))) {
            return Optional.empty();
        }
        String has = wanted.signature().map(Signature::toString).orElse("none");
        return Optional.of(new Violation(
                place,
                "has type %s, the host's is %s".formatted(has, known.get().signature())));
    }
}
