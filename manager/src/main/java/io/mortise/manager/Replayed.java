package io.mortise.manager;

import java.util.List;

/**
 * What came of playing a recording again.
 *
 * @param outcome {@code ok}, or the failure's code
 * @param text the answer as text, in base64 where it is no UTF-8; or the failure's message
 * @param differences from the recording, one line each; empty = the same
 */
public record Replayed(Recording recording, String outcome, String text, List<String> differences) {
    public Replayed {
        differences = List.copyOf(differences);
    }

    public boolean isSame() {
        return differences.isEmpty();
    }
}
