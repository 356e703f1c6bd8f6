package io.mortise.grpc;

import io.grpc.Status;
import io.mortise.api.Call;
import io.mortise.api.CallResult;
import io.mortise.api.Limits;
import io.mortise.api.Subject;
import io.mortise.api.error.CallErrors;
import io.mortise.api.error.PluginException;
import io.mortise.api.host.StatusCode;
import io.mortise.api.manifest.FunctionSpec;
import io.mortise.grpc.internal.output.Utf8Cut;
import io.mortise.grpc.internal.wire.PluginChild;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The one place where the end of an RPC becomes a result or a failure of ours. */
final class Answers {
    static final int MAX_MESSAGE_BYTES = 4 << 10;
    private static final int NAMED_FUNCTIONS = 10;
    /** Of grpc-java: the size allowed, and the one asked if it is known. */
    private static final Pattern TOO_LARGE = Pattern.compile("exceeds maximum size \\d+(?:: (\\d+))?");
    /** Between the connection's end and the exit there is a moment. */
    private static final Duration EXIT_PATIENCE = Duration.ofSeconds(1);
    /** A stream that was reset may be all that happened. */
    private static final Duration RESET_PATIENCE = Duration.ofMillis(200);

    /** A plugin's timer runs from the same deadline, in whole milliseconds of a clock of its own: it may ring before ours. */
    private static final Duration EARLY_TIMER = Duration.ofMillis(20);

    private final Subject subject;
    private final PluginChild child;
    private final Limits limits;
    private final List<String> functions;

    Answers(Subject subject, PluginChild child, Limits limits, List<FunctionSpec> functions) {
        this.subject = subject;
        this.child = child;
        this.limits = limits;
        this.functions = functions.stream()
                .map(FunctionSpec::name)
                .limit(NAMED_FUNCTIONS)
                .toList();
    }

    Subject subject() {
        return subject;
    }

    CallResult unary(Call call, UnaryExchange<?, ?> exchange, Ending ending) {
        if (!ending.status().isOk()) {
            throw failure(call, ending);
        }
        byte[] payload = exchange.payload();
        if (payload.length > limits.payloadBytes()) {
            throw CallErrors.outputTooLarge(subject, call.function(), payload.length, limits.payloadBytes());
        }
        return new CallResult(payload);
    }

    CallResult stream(Call call, StreamExchange.Taken taken) {
        if (taken.tooLarge() > 0) {
            throw CallErrors.outputTooLarge(subject, call.function(), taken.tooLarge(), limits.payloadBytes());
        }
        if (!taken.callerLeft() && !taken.ending().status().isOk()) {
            throw failure(call, taken.ending());
        }
        return CallResult.EMPTY;
    }

    PluginException failure(Call call, Ending ending) {
        return ending.fromPlugin() ? sentByPlugin(call, ending) : madeHere(call, ending);
    }

    /** The plugin speaks for its author only: whatever it sends, it is REJECTED, GUEST_TRAPPED or the function unknown. */
    private PluginException sentByPlugin(Call call, Ending ending) {
        Optional<GuestError> error = GuestError.of(ending.trailers());
        if (error.filter(GuestError::isDeadline).isPresent() && isOver(call)) {
            return deadlinePassed(call);
        }
        return error.map(each -> each.of(subject, call.function())).orElseGet(() -> withoutDetail(call, ending));
    }

    private static boolean isOver(Call call) {
        return call.deadline().remaining().compareTo(EARLY_TIMER) <= 0;
    }

    private PluginException withoutDetail(Call call, Ending ending) {
        Status status = ending.status();
        boolean stopped =
                status.getCode() == Status.Code.CANCELLED || status.getCode() == Status.Code.DEADLINE_EXCEEDED;
        if (stopped && ending.cancelledHere()) {
            return cancelled(call);
        }
        if (stopped && isOver(call)) {
            return deadlinePassed(call);
        }
        if (status.getCode() == Status.Code.UNIMPLEMENTED) {
            return CallErrors.unknownFunction(subject, call.function(), functions);
        }
        return rejected(call, status);
    }

    private PluginException madeHere(Call call, Ending ending) {
        Status status = ending.status();
        if (ending.cancelledHere()) {
            return cancelled(call);
        }
        return switch (status.getCode()) {
            case DEADLINE_EXCEEDED -> deadlinePassed(call);
            case RESOURCE_EXHAUSTED -> exhausted(call, status);
            case UNAVAILABLE -> crashed(call, EXIT_PATIENCE);
            default -> crashed(call, RESET_PATIENCE); // the plugin's end dropped the call without a word
        };
    }

    private PluginException rejected(Call call, Status status) {
        String message = Utf8Cut.cut(String.valueOf(status.getDescription()), MAX_MESSAGE_BYTES);
        return CallErrors.rejected(
                subject,
                call.function(),
                StatusCode.of(status.getCode().value()),
                status.getDescription() == null ? "" : message);
    }

    private PluginException crashed(Call call, Duration patience) {
        return CallErrors.crashed(subject, call.function(), child.whyGone(patience));
    }

    /** A plugin can reset a stream with a code that reads like a limit of ours. */
    private PluginException exhausted(Call call, Status status) {
        Matcher sizes = TOO_LARGE.matcher(String.valueOf(status.getDescription()));
        if (!sizes.find()) {
            return crashed(call, RESET_PATIENCE);
        }
        long size = sizes.group(1) == null ? Integer.MAX_VALUE : Long.parseLong(sizes.group(1));
        return CallErrors.outputTooLarge(subject, call.function(), size, limits.payloadBytes());
    }

    PluginException deadlinePassed(Call call) {
        Duration spent = call.deadline().limit().minusNanos(call.deadline().remainingNanos());
        return CallErrors.deadlinePassed(subject, call.function(), call.deadline(), spent, Duration.ZERO);
    }

    PluginException cancelled(Call call) {
        return CallErrors.cancelled(subject, call.function());
    }

    PluginException busy(Call call) {
        return CallErrors.busy(subject, call.function(), limits.concurrency(), limits.waitTimeout());
    }

    PluginException busyInChain(Call call) {
        return CallErrors.busyInChain(subject, call.function(), limits.concurrency());
    }
}
