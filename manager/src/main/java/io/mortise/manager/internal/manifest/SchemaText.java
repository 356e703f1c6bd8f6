package io.mortise.manager.internal.manifest;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mortise.manager.internal.json.BadSchema;
import io.mortise.manager.internal.json.CompiledSchema;
import io.mortise.manager.internal.json.Json;
import io.mortise.manager.internal.yaml.YamlView;
import java.io.IOException;
import java.util.Optional;

/** A JSON Schema in a manifest: written in place, or the path of a file of the plugin. */
final class SchemaText {
    private static final int MAX_BYTES = 64 << 10;

    private SchemaText() {}

    static void check(YamlView value, PluginFiles files, Findings findings) {
        Optional<String> bad = value.text().flatMap(files::problem);
        if (bad.isPresent()) {
            findings.error(value.problem(bad.get()));
            return;
        }
        try {
            text(value, files).ifPresent(CompiledSchema::of);
        } catch (BadSchema e) {
            findings.error(value.keyProblem(String.valueOf(e.getMessage())));
        }
    }

    /** The JSON text; empty when nothing is written, or something the manifest's schema refuses. */
    static Optional<String> text(YamlView value, PluginFiles files) {
        Optional<String> path = value.text();
        if (path.isPresent()) {
            return Optional.of(read(path.get(), files));
        }
        return value.value()
                .filter(given -> value.isMap() || given instanceof Boolean)
                .map(Json::text);
    }

    private static String read(String path, PluginFiles files) {
        try {
            return new String(files.read(path, MAX_BYTES), UTF_8);
        } catch (IOException e) {
            throw new BadSchema("cannot be read: " + e.getClass().getSimpleName());
        }
    }
}
