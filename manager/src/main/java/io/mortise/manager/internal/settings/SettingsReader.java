package io.mortise.manager.internal.settings;

import io.mortise.api.error.Detail.Violation;
import io.mortise.manager.internal.json.CompiledSchema;
import io.mortise.manager.internal.json.ShippedSchema;
import io.mortise.manager.internal.manifest.SchemaCheck;
import io.mortise.manager.internal.yaml.Problem;
import io.mortise.manager.internal.yaml.ProblemText;
import io.mortise.manager.internal.yaml.YamlDoc;
import io.mortise.manager.internal.yaml.YamlView;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads mortise.yaml by the rules of plugin.yaml. */
public final class SettingsReader {
    private static final int MAX_BYTES = 1 << 20;

    private SettingsReader() {}

    /** An absent or empty file is {@link Settings#STANDARD}. Never throws for what the file holds. */
    public static SettingsReading read(Path file) {
        if (!Files.exists(file)) {
            return new SettingsReading.Valid(Settings.STANDARD);
        }
        String name = String.valueOf(file.getFileName());
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            return saysNothing(bytes) ? new SettingsReading.Valid(Settings.STANDARD) : read(YamlDoc.parse(name, bytes));
        } catch (IOException e) {
            Violation violation =
                    new Violation(name, "cannot be read: " + e.getClass().getSimpleName());
            return new SettingsReading.Invalid(List.of(violation), violation.toString());
        }
    }

    /** Only comments and blanks: every line commented out is how people try the defaults. */
    private static boolean saysNothing(byte[] bytes) {
        return new String(bytes, java.nio.charset.StandardCharsets.UTF_8)
                .lines()
                .allMatch(line -> line.isBlank() || line.strip().startsWith("#"));
    }

    private static SettingsReading read(YamlDoc doc) {
        List<Problem> problems = new ArrayList<>(doc.problems());
        if (doc.isReadable()) {
            CompiledSchema schema = ShippedSchema.settings();
            problems.addAll(SchemaCheck.of(schema, doc));
            SettingsChecks.check(YamlView.of(doc), problems::add);
        }
        if (problems.isEmpty()) {
            return new SettingsReading.Valid(SettingsParser.parse(YamlView.of(doc)));
        }
        List<Problem> sorted = YamlDoc.sorted(problems);
        return new SettingsReading.Invalid(
                sorted.stream().map(Problem::violation).toList(), ProblemText.render(sorted, doc.source(), false));
    }
}
