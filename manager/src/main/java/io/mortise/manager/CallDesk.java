package io.mortise.manager;

import io.mortise.api.Call;
import io.mortise.api.CallChain;
import io.mortise.api.CallId;
import io.mortise.api.CallResult;
import io.mortise.api.error.CallErrors;
import io.mortise.api.error.Detail;
import io.mortise.api.error.Failure;
import io.mortise.api.error.PluginException;
import io.mortise.manager.internal.gate.PluginCaller;
import io.mortise.manager.internal.quota.GuestTime;
import io.mortise.manager.internal.quota.PluginQuotas;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The first hop of every call, whoever makes it: guards it, leads it through the slot into the runner, and counts how it
 * ended. No lock, no reflection, two looks at the clock.
 */
final class CallDesk implements PluginCaller {
    /** How deep plugins may call each other. */
    static final int MAX_DEPTH = 8;

    private final Slots slots;
    private final Degradation degradation;
    private final Bugs bugs;
    private final Optional<CallTracer> tracer;
    private final AtomicLong ids = new AtomicLong();

    CallDesk(Slots slots, Degradation degradation, Bugs bugs, Optional<CallTracer> tracer) {
        this.slots = slots;
        this.degradation = degradation;
        this.bugs = bugs;
        this.tracer = tracer;
    }

    CallResult call(CallRequest request) {
        return call(request, CallChain.EMPTY);
    }

    CallResult call(CallRequest request, CallChain chain) {
        return tracer.isEmpty()
                ? untraced(request, chain)
                : Traced.call(tracer.get(), request, traced -> untraced(traced, chain));
    }

    private CallResult untraced(CallRequest request, CallChain chain) {
        Slot slot = slots.named(request.plugin());
        long start = System.nanoTime();
        @Nullable Failure failure = Failure.HOST_BUG;
        boolean isIn = false;
        try {
            guard(slot, request, chain, start);
            Generation first = slot.lease(request);
            isIn = true;
            CallResult result = pass(slot, first, request, chain, start);
            failure = null;
            return result;
        } catch (PluginException e) {
            failure = e.failure();
            throw e;
        } catch (RuntimeException | StackOverflowError e) {
            throw bugs.told(slot.subject(), "calling \"" + request.function() + '"', e);
        } finally {
            ended(slot, start, failure, isIn);
        }
    }

    /** One look at the clock: for the call, for its time in the guest, and for the quota of that. */
    private static void ended(Slot slot, long start, @Nullable Failure failure, boolean wasIn) {
        long now = System.nanoTime();
        slot.counts().ended(now - start, failure);
        GuestTime time = slot.journal().time();
        if (wasIn) {
            slot.journal().quotas().inGuest(time.ended(now - start), now);
        }
        if (time.owes() && slot.live().map(Generation::inside).orElse(0L) == 0) {
            time.quiet();
        }
    }

    private static void guard(Slot slot, CallRequest request, CallChain chain, long start) {
        if (chain.depth() >= MAX_DEPTH) {
            throw CallErrors.limit(
                    slot.subject(),
                    "was called through %d plugins, allowed are %d; see which of them call each other"
                            .formatted(chain.depth(), MAX_DEPTH - 1),
                    new Detail.Limit("call depth", String.valueOf(MAX_DEPTH), String.valueOf(chain.depth() + 1)));
        }
        Optional<RateGate> rate = slot.rate();
        if (rate.isPresent()) {
            rate.get().pass(slot.subject(), start);
        }
        PluginQuotas quotas = slot.journal().quotas();
        if (quotas.isMetering()) {
            quotas.call(request.caller().tenant(), start).ifPresent(refusal -> {
                throw CallErrors.limit(slot.subject(), refusal.text(), refusal.detail());
            });
        }
    }

    private CallResult pass(Slot slot, Generation first, CallRequest request, CallChain chain, long start) {
        Call call;
        try {
            CallableFunction function = first.functions().named(request.function());
            call = function.admit(request, chain, nextId(), start);
            try {
                return enter(slot, first, function, call);
            } catch (PluginException e) {
                if (e.failure() != Failure.GUEST_CRASHED
                        || slot.crashes().meets(first, call)
                        || !function.isIdempotent()
                        || request.chunks().isPresent()) {
                    throw e;
                }
            }
        } finally {
            first.leave();
        }
        return again(slot, first, request, call);
    }

    private CallResult enter(Slot slot, Generation generation, CallableFunction function, Call call) {
        CallEnd end = CallEnd.UNKNOWN;
        long bytes = call.payload().length;
        try {
            CallResult result = generation.runner().call(call);
            bytes += result.payload().length;
            function.check(result.payload());
            end = CallEnd.ANSWERED;
            return result;
        } catch (PluginException e) {
            end = CallEnd.of(e, function.isOwnLimit(call.deadline()));
            throw e;
        } finally {
            carried(slot, bytes);
            ended(slot, generation, function, end);
        }
    }

    private static void carried(Slot slot, long bytes) {
        PluginQuotas quotas = slot.journal().quotas();
        if (quotas.isMetering()) {
            quotas.carried(bytes, System.nanoTime());
        }
    }

    /** The one retry: the process died under a function that says a second execution does no harm. */
    private CallResult again(Slot slot, Generation left, CallRequest request, Call call) {
        StartWait.awaitSuccessor(slot, left, call.deadline(), request);
        Generation next = slot.lease(request.withDeadline(call.deadline()));
        try {
            return enter(slot, next, next.functions().named(request.function()), call);
        } catch (PluginException e) {
            if (e.failure() == Failure.GUEST_CRASHED) {
                slot.crashes().meets(next, call);
            }
            throw e;
        } finally {
            next.leave();
        }
    }

    /** The same without holding the thread while a serving runner works; for callers that bring their own completion. */
    CompletionStage<CallResult> callAsync(CallRequest request, Executor calls) {
        return tracer.isEmpty()
                ? untracedAsync(request, calls)
                : Traced.callAsync(tracer.get(), request, traced -> untracedAsync(traced, calls));
    }

    private CompletionStage<CallResult> untracedAsync(CallRequest request, Executor calls) {
        Slot slot = slots.named(request.plugin());
        long start = System.nanoTime();
        Generation generation;
        CallableFunction function;
        Call call;
        CompletionStage<CallResult> answer;
        try {
            guard(slot, request, CallChain.EMPTY, start);
            generation = slot.lease(request);
            try {
                function = generation.functions().named(request.function());
                call = function.admit(request, CallChain.EMPTY, nextId(), start);
                answer = generation.runner().callAsync(call, timed(slot, calls));
            } catch (RuntimeException e) {
                generation.leave();
                throw e;
            }
        } catch (PluginException e) {
            ended(slot, start, e.failure(), false);
            throw e;
        }
        return answer.thenApply(result -> {
                    function.check(result.payload());
                    return result;
                })
                .whenComplete((result, failure) -> {
                    generation.leave();
                    long bytes = request.payload().length + (result == null ? 0L : result.payload().length);
                    carried(slot, bytes);
                    ended(slot, generation, function, CallEnd.of(failure, function.isOwnLimit(call.deadline())));
                    ended(slot, start, failureOf(failure), true);
                });
    }

    /** A call that waits for a thread is not in the guest. */
    private static Executor timed(Slot slot, Executor calls) {
        return task -> {
            long queued = System.nanoTime();
            calls.execute(() -> {
                slot.journal().time().waited(System.nanoTime() - queued);
                task.run();
            });
        };
    }

    private void ended(Slot slot, Generation generation, CallableFunction function, CallEnd end) {
        if (function.ended(end)) {
            degradation.streak(slot, generation, function);
        }
        generation.calls().ended(end);
    }

    private static @Nullable Failure failureOf(@Nullable Throwable thrown) {
        Throwable cause = thrown instanceof CompletionException ? thrown.getCause() : thrown;
        if (cause == null) {
            return null;
        }
        return cause instanceof PluginException failure ? failure.failure() : Failure.HOST_BUG;
    }

    @Override
    public byte[] call(Request nested) {
        CallRequest request = new CallRequest(
                nested.callee().name(),
                nested.function(),
                nested.payload(),
                nested.caller(),
                Optional.of(nested.deadline()),
                nested.cancellation(),
                Optional.empty(),
                nested.trace());
        return call(request, nested.chain()).payload();
    }

    CallId nextId() {
        return new CallId(ids.incrementAndGet());
    }
}
