package io.mortise.grpc;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.mortise.api.Deadline;
import io.mortise.api.Subject;
import io.mortise.api.error.CallErrors;
import io.mortise.api.error.Detail;
import io.mortise.api.error.Failure;
import io.mortise.api.error.ForeignText;
import io.mortise.api.error.PluginException;
import io.mortise.api.error.StartProblem;
import io.mortise.grpc.internal.output.Utf8Cut;
import io.mortise.grpc.internal.process.NotStarted;
import io.mortise.grpc.internal.wire.PluginChild;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Words for what went wrong outside any call: a start that failed, a process that died. */
final class StartErrors {
    private static final Duration EXIT_PATIENCE = Duration.ofSeconds(1);
    private static final int REPORTED_LINES = 20;

    private StartErrors() {}

    static PluginException notStarted(Object subject, NotStarted refused) {
        Detail.StartFailure failure = refused.failure();
        PluginException exception = PluginException.of(
                Failure.START_FAILED,
                subject,
                "start wanted %s, got %s; %s".formatted(failure.expected(), failure.actual(), failure.nextStep()),
                failure);
        Throwable cause = refused.getCause();
        return cause == null ? exception : exception.causedBy(cause);
    }

    /** Nothing of the configuration was sent. */
    static PluginException secretsInConfig(Subject subject, List<String> places) {
        String wrong = "comes from a secret, and a reattached program gets none";
        String more = places.size() == 1 ? "" : " (and " + (places.size() - 1) + " more)";
        return PluginException.of(
                Failure.BAD_CONFIG,
                subject,
                "config %s%s %s; write a value for development in its place, mortise config %s KEY=VALUE, or let the host start it"
                        .formatted(places.get(0), more, wrong, subject.plugin().name()),
                new Detail.Violations(places.stream()
                        .map(place -> new Detail.Violation(place, wrong))
                        .toList()));
    }

    static PluginException interrupted(Object subject) {
        return PluginException.of(Failure.CANCELLED, subject, "the start was interrupted");
    }

    static PluginException died(Subject subject, Detail.Crash crash) {
        return PluginException.of(
                Failure.GUEST_CRASHED,
                subject,
                "the process ended by %s after %s; %s"
                        .formatted(crash.end(), CallErrors.duration(crash.uptime()), crash.lastWords()),
                crash);
    }

    /** Of an RPC between the handshake and the end of Start. */
    static PluginException ofRpc(
            Subject subject, ProcessDialect dialect, PluginChild child, StatusRuntimeException e, Deadline deadline) {
        Optional<GuestError> error = Optional.ofNullable(e.getTrailers()).flatMap(GuestError::of);
        if (error.isPresent()) {
            return error.get().trapped()
                    ? error.get().of(subject, "start")
                    : refused(subject, error.get().message(), child);
        }
        return switch (e.getStatus().getCode()) {
            case DEADLINE_EXCEEDED ->
                notStarted(
                        subject,
                        NotStarted.of(
                                        StartProblem.TIMEOUT,
                                        "Start to answer within " + CallErrors.duration(deadline.limit()),
                                        "none",
                                        "raise limits.start_timeout")
                                .withLastLines(child.output().lastLines().last(REPORTED_LINES)));
            case UNIMPLEMENTED ->
                notStarted(
                        subject,
                        NotStarted.of(
                                StartProblem.TRANSPORT,
                                "the service " + dialect.service(),
                                "a go-plugin program without it",
                                "build it with an SDK of that protocol, or set grpc.protocol: raw"));
            case UNAVAILABLE -> CallErrors.crashed(subject, "start", child.whyGone(EXIT_PATIENCE));
            default -> refused(subject, description(e.getStatus()), child);
        };
    }

    private static PluginException refused(Subject subject, String message, PluginChild child) {
        List<String> lines = child.output().lastLines().last(REPORTED_LINES);
        return PluginException.of(
                Failure.START_FAILED,
                subject,
                "start was refused: " + ForeignText.quote(message),
                new Detail.StartFailure(
                        StartProblem.REFUSED,
                        "a start that succeeds",
                        message,
                        lines,
                        "read what the plugin asks for"));
    }

    private static String description(Status status) {
        String text = status.getDescription();
        return text == null ? status.getCode().name() : Utf8Cut.cut(text, Answers.MAX_MESSAGE_BYTES);
    }
}
