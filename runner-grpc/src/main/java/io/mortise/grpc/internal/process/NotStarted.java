package io.mortise.grpc.internal.process;

import io.mortise.api.error.Detail;
import io.mortise.api.error.StartProblem;
import java.util.List;

/** A process that cannot be a plugin, and why; the runner adds whose it was. */
public final class NotStarted extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Detail.StartFailure failure;

    private NotStarted(Detail.StartFailure failure) {
        super(failure.problem() + ": expected " + failure.expected() + ", got " + failure.actual());
        this.failure = failure;
    }

    /** @param nextStep what the reader does about it, one clause */
    public static NotStarted of(StartProblem problem, String expected, String actual, String nextStep) {
        return new NotStarted(new Detail.StartFailure(problem, expected, actual, List.of(), nextStep));
    }

    /** The same with what the process wrote last. */
    public NotStarted withLastLines(List<String> lines) {
        var more = new NotStarted(new Detail.StartFailure(
                failure.problem(), failure.expected(), failure.actual(), lines, failure.nextStep()));
        if (getCause() != null) {
            more.initCause(getCause());
        }
        return more;
    }

    public NotStarted causedBy(Throwable cause) {
        initCause(cause);
        return this;
    }

    public Detail.StartFailure failure() {
        return failure;
    }
}
