package io.mortise.api.error;

import io.mortise.api.Deadline;
import io.mortise.api.Subject;
import io.mortise.api.host.StatusCode;
import java.time.Duration;
import java.util.List;

/** The failures of a call, worded once, so that a caller cannot tell the runtimes apart by them. */
public final class CallErrors {
    private CallErrors() {}

    /** The guest refused, with its own code and words. */
    public static PluginException rejected(Subject subject, String function, StatusCode code, String message) {
        return PluginException.of(
                Failure.REJECTED,
                subject,
                "%s answered %s: %s".formatted(name(function), code.words(), ForeignText.quote(message)),
                new Detail.Rejection(code, message));
    }

    public static PluginException trapped(Subject subject, String function, Detail.Trap trap) {
        String where = trap.frames().isEmpty()
                ? ""
                : " in " + ForeignText.clean(trap.frames().get(0).toString(), 120);
        String words = trap.message().isEmpty() ? "" : ": " + ForeignText.quote(trap.message());
        return PluginException.of(
                Failure.GUEST_TRAPPED,
                subject,
                "%s trapped%s (%s)%s".formatted(name(function), where, trap.kind(), words),
                trap);
    }

    public static PluginException crashed(Subject subject, String function, Detail.Crash crash) {
        return PluginException.of(
                Failure.GUEST_CRASHED,
                subject,
                "%s was cut off: the process ended by %s after %s; %s"
                        .formatted(name(function), crash.end(), duration(crash.uptime()), crash.lastWords()),
                crash);
    }

    /** Time ran out. {@code guest} and {@code host} say where it went. */
    public static PluginException deadlinePassed(
            Subject subject, String function, Deadline deadline, Duration guest, Duration host) {
        return PluginException.of(
                Failure.DEADLINE_PASSED,
                subject,
                "%s ran into its deadline of %s; raise limits.timeout or the caller's deadline"
                        .formatted(name(function), duration(deadline.limit())),
                new Detail.Timing(deadline.limit(), "the call's deadline", guest, host));
    }

    public static PluginException cancelled(Subject subject, String function) {
        return PluginException.of(
                Failure.CANCELLED, subject, "%s was cancelled by its caller".formatted(name(function)));
    }

    /** No place became free. */
    public static PluginException busy(Subject subject, String function, int concurrency, Duration waited) {
        return limit(
                subject,
                "%s waited %s for one of %d places; raise limits.concurrency or limits.wait_timeout"
                        .formatted(name(function), duration(waited), concurrency),
                new Detail.Limit("limits.concurrency", concurrency + " calls", (concurrency + 1) + " calls"));
    }

    /** A chain of calls came back to a plugin that has no place left. */
    public static PluginException busyInChain(Subject subject, String function, int concurrency) {
        return limit(
                subject,
                "%s was called by a chain that already holds an instance, and all %d are in use; raise limits.concurrency"
                        .formatted(name(function), concurrency),
                new Detail.Limit("limits.concurrency", concurrency + " calls", (concurrency + 1) + " calls"));
    }

    public static PluginException inputTooLarge(Subject subject, String function, long bytes, long max) {
        return payload(subject, function, "input", bytes, max);
    }

    public static PluginException outputTooLarge(Subject subject, String function, long bytes, long max) {
        return payload(subject, function, "output", bytes, max);
    }

    private static PluginException payload(Subject subject, String function, String what, long bytes, long max) {
        return limit(
                subject,
                "%s has an %s of %d bytes, allowed are %d; raise limits.payload"
                        .formatted(name(function), what, bytes, max),
                new Detail.Limit("limits.payload", max + " bytes", bytes + " bytes"));
    }

    public static PluginException unknownFunction(Subject subject, String function, List<String> nearest) {
        String hint = nearest.isEmpty()
                ? "it has none"
                : (nearest.size() == 1 ? "there is " : "there are ") + String.join(", ", nearest);
        return PluginException.of(
                Failure.UNKNOWN_FUNCTION,
                subject,
                "%s is not one of its functions; %s".formatted(name(function), hint),
                new Detail.Nearest(nearest));
    }

    public static PluginException limit(Subject subject, String text, Detail.Limit detail) {
        return PluginException.of(Failure.LIMIT_REACHED, subject, text, detail);
    }

    /** {@code 2 s}, {@code 350 ms}, {@code 2.5 s}, {@code 4 min 5 s}. */
    public static String duration(Duration duration) {
        long millis = duration.toMillis();
        if (millis < 1_000) {
            return millis + " ms";
        }
        if (millis < 60_000) {
            long tenths = millis / 100 % 10;
            return millis / 1_000 + (tenths == 0 ? "" : "." + tenths) + " s";
        }
        return millis / 60_000 + " min " + millis / 1_000 % 60 + " s";
    }

    private static String name(String function) {
        return ForeignText.quote(function);
    }
}
