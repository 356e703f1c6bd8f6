package io.mortise.manager.internal.manifest;

import io.mortise.manager.internal.yaml.YamlView;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Refuses variables that would make another program of the one that was granted, or that are ours. */
final class EnvironmentCheck {
    private static final Set<String> REFUSED = Set.of("BASH_ENV", "ENV", "PATH", "_JAVA_OPTIONS", "JDK_JAVA_OPTIONS");
    private static final List<String> PREFIXES = List.of("LD_", "DYLD_", "PLUGIN_", "MORTISE_");

    private EnvironmentCheck() {}

    static void check(YamlView env, Findings findings) {
        env.entries().forEach((name, value) -> {
            if (isRefused(name)) {
                findings.error(value.keyProblem("is refused: it would change how the program is loaded or found"));
            }
            if (value.text("").indexOf('\0') >= 0) {
                findings.error(value.problem("holds a NUL"));
            }
        });
    }

    static boolean isRefused(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        return REFUSED.contains(upper)
                || upper.endsWith("_TOOL_OPTIONS")
                || PREFIXES.stream().anyMatch(upper::startsWith);
    }
}
