package io.mortise.manager.internal.yaml;

/** Shows problems of a file with excerpt and caret. */
public final class ProblemText {
    private ProblemText() {}
}
