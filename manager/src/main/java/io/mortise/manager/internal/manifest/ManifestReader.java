package io.mortise.manager.internal.manifest;

import io.mortise.api.Kind;
import io.mortise.api.error.Detail.Violation;
import io.mortise.manager.internal.json.CompiledSchema;
import io.mortise.manager.internal.json.ShippedSchema;
import io.mortise.manager.internal.yaml.Problem;
import io.mortise.manager.internal.yaml.ProblemText;
import io.mortise.manager.internal.yaml.YamlDoc;
import io.mortise.manager.internal.yaml.YamlView;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads the one manifest at the root of a plugin's directory. Runs no code of the plugin. */
public final class ManifestReader {
    private final CompiledSchema schema = ShippedSchema.plugin();
    private final ContributionCheck contributions;

    private ManifestReader(ContributionCheck contributions) {
        this.contributions = contributions;
    }

    /**
     * Checks contributions against these kinds: an unknown one is a warning, or an error where it is required.
     *
     * @throws IllegalArgumentException when a kind's own schema cannot be used
     */
    public static ManifestReader withKinds(List<Kind> kinds) {
        return new ManifestReader(ContributionCheck.of(kinds));
    }

    /** Never throws for what the directory holds. */
    public ManifestReading read(Path root) {
        try {
            return read(ManifestFile.read(root), root);
        } catch (ManifestFile.Missing e) {
            Violation violation = new Violation(ManifestFile.NAME, String.valueOf(e.getMessage()));
            return new ManifestReading.Invalid(List.of(violation), violation.toString());
        }
    }

    private ManifestReading read(YamlDoc doc, Path root) {
        if (!doc.isReadable()) {
            return invalid(doc, doc.problems());
        }
        YamlView view = YamlView.of(doc);
        Optional<Problem> foreign = RequiresCheck.ofMortise(view.get("requires").get("mortise"));
        if (foreign.isPresent()) {
            return invalid(doc, List.of(foreign.get()));
        }
        Findings findings = new Findings();
        doc.problems().forEach(findings::error);
        SchemaCheck.of(schema, doc).forEach(findings::error);
        PluginFiles files = new PluginFiles(root);
        ManifestChecks.all(view, files, findings);
        contributions.check(view.get("contributes"), findings);
        if (!findings.errors().isEmpty()) {
            return invalid(doc, findings.errors());
        }
        return new ManifestReading.Valid(
                ManifestParser.parse(view, files),
                findings.warnings().stream().map(Problem::violation).toList());
    }

    private static ManifestReading invalid(YamlDoc doc, List<Problem> problems) {
        List<Problem> sorted = YamlDoc.sorted(problems);
        return new ManifestReading.Invalid(
                sorted.stream().map(Problem::violation).toList(), ProblemText.render(sorted, doc.source(), false));
    }
}
