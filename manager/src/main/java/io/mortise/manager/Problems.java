package io.mortise.manager;

import io.mortise.api.error.Detail.Violation;
import java.util.List;

/** Words for several problems. */
final class Problems {
    private Problems() {}

    /** The first one and how many more there are. */
    static String line(List<Violation> problems) {
        String more = problems.size() == 1 ? "" : " (and " + (problems.size() - 1) + " more)";
        return problems.get(0) + more;
    }
}
