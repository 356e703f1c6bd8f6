package io.mortise.manager.internal.manifest;

import io.mortise.manager.internal.json.CompiledSchema;
import io.mortise.manager.internal.json.SchemaProblem;
import io.mortise.manager.internal.yaml.Problem;
import io.mortise.manager.internal.yaml.YamlDoc;
import java.util.List;

/** Checks a document against its schema; every problem gets its place in the file. */
public final class SchemaCheck {
    private SchemaCheck() {}

    public static List<Problem> of(CompiledSchema schema, YamlDoc doc) {
        return schema.problems(doc.root()).stream()
                .map(each -> placed(doc, each))
                .toList();
    }

    private static Problem placed(YamlDoc doc, SchemaProblem problem) {
        return problem.aboutKey()
                ? doc.problemAtKey(problem.pointer(), problem.text())
                : doc.problemAt(problem.pointer(), problem.text());
    }
}
