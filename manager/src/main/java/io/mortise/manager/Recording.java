package io.mortise.manager;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * One call as it was recorded: what went in, what the guest asked and was answered, what came out. A file of JSON that
 * can be played again, also by the plugin's author.
 *
 * @param startedFresh true when the guest was started for this call: nothing from before has a part in it
 * @param isWhole false when more was asked than is kept: it cannot be replayed
 * @param outcome {@code ok}, or the failure's code
 * @param notes why a replay may differ
 */
public record Recording(
        String plugin,
        String version,
        String function,
        Instant at,
        boolean startedFresh,
        boolean isWhole,
        String outcome,
        List<String> notes,
        Path file) {
    public Recording {
        requireNonNull(plugin, "plugin");
        requireNonNull(at, "at");
        requireNonNull(file, "file");
        notes = List.copyOf(notes);
    }
}
