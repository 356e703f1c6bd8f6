package io.mortise.manager;

import io.mortise.api.PluginId;
import java.util.List;

/**
 * What a plugin asks for beside what it was given.
 *
 * @param missing the parts, as {@code grant} takes them: {@code http=api.example}, {@code native=limited}
 * @param lines the whole difference in words, what matters most first; empty when nothing is missing
 * @param commands what an operator can type: first all of it, then each part alone
 */
public record GrantDiff(PluginId plugin, List<String> missing, List<String> lines, List<String> commands) {
    public GrantDiff {
        missing = List.copyOf(missing);
        lines = List.copyOf(lines);
        commands = List.copyOf(commands);
    }

    /** True when nothing more has to be granted. */
    public boolean isGranted() {
        return missing.isEmpty() && lines.isEmpty();
    }
}
