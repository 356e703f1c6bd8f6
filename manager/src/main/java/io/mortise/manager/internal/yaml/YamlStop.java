package io.mortise.manager.internal.yaml;

/** Ends the reading of a document; never leaves this package. */
final class YamlStop extends RuntimeException {
    private static final long serialVersionUID = 1L;

    final transient Problem problem;

    YamlStop(Problem problem) {
        super(problem.text(), null, false, false);
        this.problem = problem;
    }
}
