package io.mortise.manager.internal.manifest;

import io.mortise.manager.internal.yaml.Bounds;
import io.mortise.manager.internal.yaml.YamlView;
import java.time.Duration;
import java.util.regex.Pattern;

/** Checks {@code functions}. */
final class FunctionChecks {
    static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,127}");

    private FunctionChecks() {}

    static void check(YamlView functions, PluginFiles files, Findings findings) {
        functions.entries().forEach((name, function) -> {
            if (isReserved(name)) {
                findings.error(function.keyProblem("is reserved: names of ours begin with mortise_ or _"));
            }
            SchemaText.check(function.get("input"), files, findings);
            SchemaText.check(function.get("output"), files, findings);
            Bounds.duration(function.get("timeout"), Duration.ofMillis(1), Duration.ofHours(24))
                    .ifPresent(findings::error);
        });
    }

    static boolean isReserved(String name) {
        return name.startsWith("mortise_") || name.startsWith("_");
    }
}
