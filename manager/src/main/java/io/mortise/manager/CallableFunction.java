package io.mortise.manager;

import io.mortise.api.Call;
import io.mortise.api.CallChain;
import io.mortise.api.CallId;
import io.mortise.api.Deadline;
import io.mortise.api.Subject;
import io.mortise.api.error.CallErrors;
import io.mortise.api.error.Detail;
import io.mortise.api.error.Failure;
import io.mortise.api.error.ForeignText;
import io.mortise.api.error.PluginException;
import io.mortise.api.manifest.FunctionSpec;
import io.mortise.manager.internal.json.BadSchema;
import io.mortise.manager.internal.json.CompiledSchema;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** One function of one generation: what may go in, what must come out, how long it may take. */
final class CallableFunction {
    /** So many calls in a row that were its fault make a plugin DEGRADED. */
    static final int STREAK = 20;

    private final Subject subject;
    private final FunctionSpec spec;
    private final Duration timeout;
    private final long timeoutNanos;
    private final long payloadBytes;
    private final Optional<CompiledSchema> input;
    private final Optional<CompiledSchema> output;
    private final AtomicInteger faults = new AtomicInteger();

    private CallableFunction(Subject subject, FunctionSpec spec, Duration timeout, long payloadBytes) {
        this.subject = subject;
        this.spec = spec;
        this.timeout = timeout;
        this.timeoutNanos = Deadlines.nanos(timeout);
        this.payloadBytes = payloadBytes;
        this.input = spec.input().map(schema -> compile(schema, "input"));
        this.output = spec.output().map(schema -> compile(schema, "output"));
    }

    /** @throws PluginException BAD_MANIFEST for a schema that cannot be used */
    static CallableFunction of(Subject subject, FunctionSpec spec, Duration timeout, long payloadBytes) {
        return new CallableFunction(subject, spec, timeout, payloadBytes);
    }

    /** The call that goes to the runner. {@code start} is the caller's one look at the clock. */
    Call admit(CallRequest request, CallChain chain, CallId id, long start) {
        byte[] payload = request.payload();
        if (payload.length > payloadBytes) {
            throw CallErrors.inputTooLarge(subject, spec.name(), payload.length, payloadBytes);
        }
        if (input.isPresent()) {
            List<Detail.Violation> problems = input.get().validate(payload);
            if (!problems.isEmpty()) {
                throw PluginException.of(
                        Failure.BAD_INPUT, subject, told("input", problems), new Detail.Violations(problems));
            }
        }
        Deadline own = new Deadline(start + timeoutNanos, timeout);
        Optional<Deadline> asked = request.deadline();
        return new Call(
                id,
                spec.name(),
                payload,
                asked.isPresent() ? own.earlier(asked.get()) : own,
                request.caller(),
                chain,
                request.cancellation(),
                request.chunks(),
                request.trace());
    }

    /** @throws PluginException GUEST_TRAPPED of kind {@code output} when the answer breaks the function's own schema */
    void check(byte[] answer) {
        if (output.isEmpty()) {
            return;
        }
        List<Detail.Violation> problems = output.get().validate(answer);
        if (!problems.isEmpty()) {
            throw CallErrors.trapped(
                    subject, spec.name(), new Detail.Trap("output", told("output", problems), List.of()));
        }
    }

    /** Counts a call that ended; true when the streak of faults just became, or stopped being, too long. */
    boolean ended(CallEnd end) {
        return switch (end) {
            case FAULT -> faults.incrementAndGet() == STREAK;
            case ANSWERED -> faults.get() != 0 && faults.getAndSet(0) >= STREAK;
            case UNKNOWN -> false;
        };
    }

    boolean hasOnlyFailed() {
        return faults.get() >= STREAK;
    }

    /** True when a call's time is this function's own, no caller's. */
    boolean isOwnLimit(Deadline deadline) {
        return deadline.limit().equals(timeout);
    }

    boolean isIdempotent() {
        return spec.idempotent();
    }

    String name() {
        return spec.name();
    }

    private String told(String what, List<Detail.Violation> problems) {
        String more = problems.size() == 1 ? "" : " (and " + (problems.size() - 1) + " more)";
        return "the " + what + " of " + ForeignText.quote(spec.name()) + " breaks its schema: "
                + ForeignText.clean(problems.get(0).toString(), ForeignText.MAX) + more;
    }

    private CompiledSchema compile(String schema, String what) {
        try {
            return CompiledSchema.of(schema);
        } catch (BadSchema e) {
            String place = "functions." + spec.name() + '.' + what;
            throw PluginException.of(
                            Failure.BAD_MANIFEST,
                            subject,
                            place + ": " + e.getMessage(),
                            new Detail.Violations(List.of(new Detail.Violation(place, String.valueOf(e.getMessage())))))
                    .causedBy(e);
        }
    }
}
