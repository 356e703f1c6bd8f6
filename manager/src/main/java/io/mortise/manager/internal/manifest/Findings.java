package io.mortise.manager.internal.manifest;

import io.mortise.manager.internal.yaml.Problem;
import java.util.ArrayList;
import java.util.List;

/** What the checks of one manifest have found so far. */
final class Findings {
    private final List<Problem> errors = new ArrayList<>();
    private final List<Problem> warnings = new ArrayList<>();

    void error(Problem problem) {
        errors.add(problem);
    }

    void warning(Problem problem) {
        warnings.add(problem);
    }

    List<Problem> errors() {
        return errors;
    }

    List<Problem> warnings() {
        return warnings;
    }
}
