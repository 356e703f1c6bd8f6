package io.mortise.wasm.internal.abi;

import io.mortise.api.error.Detail.Violation;
import io.mortise.api.manifest.Contribution;
import io.mortise.api.manifest.PluginManifest;
import io.mortise.wasm.internal.binary.ModuleShape;
import io.mortise.wasm.internal.binary.Signature;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The functions a manifest declares against what a module exports. */
public final class Declared {
    private Declared() {}

    /** What may be called: the names of {@code functions} and those that contributions name. */
    public static Set<String> names(PluginManifest manifest) {
        return Stream.concat(
                        manifest.functions().keySet().stream(),
                        manifest.contributes().stream().map(Contribution::function))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Declared functions that the module does not export with one of these types. */
    public static List<Violation> missing(ModuleShape shape, PluginManifest manifest, Set<Signature> types) {
        return names(manifest).stream()
                .flatMap(name -> problem(shape, name, types).stream())
                .toList();
    }

    private static Optional<Violation> problem(ModuleShape shape, String name, Set<Signature> types) {
        if (shape.export(name).isEmpty()) {
            return Optional.of(
                    new Violation("function " + name, "is declared, but the module exports no function of that name"));
        }
        String wanted = types.stream().map(Signature::toString).sorted().collect(Collectors.joining(" or "));
        return shape.export(name)
                .filter(export -> export.signature().filter(types::contains).isEmpty())
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
