package io.mortise.source;

import io.mortise.api.error.Detail.Violation;
import io.mortise.api.error.Detail.Violations;
import io.mortise.api.error.Failure;
import io.mortise.api.error.ForeignText;
import io.mortise.api.error.PluginException;
import java.util.ArrayList;
import java.util.List;

/** Every problem found in one candidate, so that an author mends all of them at once. One thread. */
final class Problems {
    /** A hostile tree may hold thousands; the rest is counted. */
    private static final int KEPT = 100;

    private final List<Violation> kept = new ArrayList<>();
    private int found;

    /** @param place a path in the candidate, foreign text; empty = the candidate as a whole */
    void add(String place, String problem) {
        found++;
        if (kept.size() < KEPT) {
            kept.add(new Violation(ForeignText.clean(place, ForeignText.MAX), problem));
        }
    }

    boolean isEmpty() {
        return found == 0;
    }

    /** @throws PluginException BAD_BUNDLE with all of them, when there are any */
    void throwIfAny(String candidate) {
        if (!isEmpty()) {
            throw failure(candidate);
        }
    }

    static PluginException single(String candidate, String problem) {
        Problems problems = new Problems();
        problems.add("", problem);
        return problems.failure(candidate);
    }

    private PluginException failure(String candidate) {
        String more = found == 1 ? "" : " (and " + (found - 1) + " more)";
        return PluginException.of(
                Failure.BAD_BUNDLE, ForeignText.clean(candidate, 100), kept.get(0) + more, new Violations(kept));
    }
}
