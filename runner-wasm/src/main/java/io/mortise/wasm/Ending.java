package io.mortise.wasm;

import com.dylibso.chicory.runtime.ChicoryInterruptedException;
import io.mortise.api.Call;
import io.mortise.api.Subject;
import io.mortise.api.error.CallErrors;
import io.mortise.api.error.Detail;
import io.mortise.api.error.Failure;
import io.mortise.api.error.PluginException;
import io.mortise.wasm.internal.run.Frame;
import io.mortise.wasm.internal.run.Unwind;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * How guest code ended when it did not return: the one place where what the engine throws becomes ours.
 *
 * @param failure absent when the guest ended itself with success
 */
record Ending(Retirement retirement, Optional<PluginException> failure) {
    /** {@code frame} has ended; {@code thrown} is whatever came out of the engine, {@code trap} reads it. */
    static Ending of(
            Throwable thrown,
            Call call,
            Frame frame,
            Function<Throwable, Detail.Trap> trap,
            Supplier<String> lastWords,
            Subject subject) {
        if (thrown instanceof Unwind.Expired
                || thrown instanceof ChicoryInterruptedException
                || (frame.hasExpired() && !(thrown instanceof Unwind.Limit || thrown instanceof Unwind.Refused))) {
            return expired(call, frame, subject);
        }
        if (thrown instanceof Unwind.Limit limit) {
            return failed(Retirement.LIMIT, limit.failure());
        }
        if (thrown instanceof Unwind.Refused refused) {
            return failed(Retirement.TRAP, refused.failure());
        }
        if (thrown instanceof Unwind.Exit exit && exit.code() == 0) {
            return new Ending(Retirement.EXIT, Optional.empty());
        }
        if (thrown instanceof OutOfMemoryError) {
            return failed(Retirement.MEMORY, outOfMemory(call, subject));
        }
        Retirement why = thrown instanceof Unwind.Exit ? Retirement.EXIT : Retirement.TRAP;
        return failed(why, CallErrors.trapped(subject, call.function(), told(trap.apply(thrown), lastWords.get())));
    }

    /** What the guest had said itself is worth more than the engine's word for how it ended. */
    private static Detail.Trap told(Detail.Trap trap, String lastWords) {
        if (lastWords.isEmpty()) {
            return trap;
        }
        String both = trap.message().isEmpty() ? lastWords : lastWords + " (" + trap.message() + ')';
        return new Detail.Trap(trap.kind(), both, trap.frames());
    }

    private static Ending failed(Retirement why, PluginException failure) {
        return new Ending(why, Optional.of(failure));
    }

    /** An interrupt that was not the ticker's is the caller's way to cancel. */
    private static Ending expired(Call call, Frame frame, Subject subject) {
        if (frame.wasCutOff()) {
            return failed(Retirement.CLOSE, stopped(subject, call.function()));
        }
        boolean isOver = call.deadline().hasPassed();
        if (call.cancellation().isCancelled() || !isOver) {
            return failed(Retirement.DEADLINE, CallErrors.cancelled(subject, call.function()));
        }
        Duration limit = call.deadline().limit();
        Duration host = frame.inHost().compareTo(limit) > 0 ? limit : frame.inHost();
        return failed(
                Retirement.DEADLINE,
                CallErrors.deadlinePassed(subject, call.function(), call.deadline(), limit.minus(host), host));
    }

    static PluginException stopped(Subject subject, String function) {
        return PluginException.of(
                Failure.NOT_SERVING,
                subject,
                "\"%s\" found the generation stopped; call again".formatted(function),
                new Detail.State("STOPPED", Instant.now(), "the generation was stopped"));
    }

    static PluginException outOfMemory(Call call, Subject subject) {
        long heap = Runtime.getRuntime().maxMemory();
        return CallErrors.limit(
                subject,
                "\"%s\" found no memory left in the host's heap of %d bytes; lower limits.memory or raise -Xmx"
                        .formatted(call.function(), heap),
                new Detail.Limit("heap of the host", heap + " bytes", "more"));
    }
}
