package io.mortise.manager.internal.gate;

import io.mortise.api.CallId;
import io.mortise.api.Caller;
import io.mortise.api.Canceller;
import io.mortise.api.error.CallErrors;
import io.mortise.api.error.Detail;
import io.mortise.api.host.HostCall;
import io.mortise.api.host.HostFailure;
import io.mortise.api.host.StatusCode;
import io.mortise.manager.internal.audit.HostOperation;
import io.mortise.manager.internal.audit.Journal;
import io.mortise.manager.internal.grant.Given;
import io.mortise.manager.internal.quota.PluginQuotas;

/**
 * What every host call of one generation passes: {@link #arrive} (deadline, cancellation), {@link #allow} (grant,
 * quota), the service, then {@link #leave} (audit, deadline again). Nothing on this way allocates unless it refuses.
 */
final class Door {
    private final GatePlan plan;
    private final Journal journal;
    private final Canceller closing = new Canceller();
    private final Translation translation;
    private volatile GrantView view;

    Door(GatePlan plan, Journal journal, Translation translation) {
        this.plan = plan;
        this.journal = journal;
        this.translation = translation;
        this.view = GrantView.of(plan.granted().live().given(), plan.granted().ask());
    }

    Canceller closing() {
        return closing;
    }

    /** What is given at this moment. */
    GrantView view() {
        GrantView seen = view;
        Given now = plan.granted().live().given();
        return seen.isFrom(now) ? seen : rebuild(now);
    }

    private GrantView rebuild(Given now) {
        // Two threads may build the same view; either is right, and an older one is found out at the next call.
        GrantView fresh = GrantView.of(now, plan.granted().ask());
        view = fresh;
        return fresh;
    }

    /** Refuses what comes too late or from elsewhere. @return the monotonic time */
    long arrive(HostCall call) {
        if (!(call.cancellation() instanceof CallMeter meter) || !meter.isOf(closing)) {
            throw new HostFailure(StatusCode.INTERNAL, "this host call was not made by the gate of " + plan.subject());
        }
        return timely(call);
    }

    private static long timely(HostCall call) {
        long now = System.nanoTime();
        if (call.cancellation().isCancelled()) {
            throw new HostFailure(StatusCode.CANCELLED, "the call was cancelled");
        }
        if (call.deadline().nanoTime() - now <= 0) {
            throw new HostFailure(
                    StatusCode.DEADLINE_EXCEEDED,
                    "the call's deadline of "
                            + CallErrors.duration(call.deadline().limit()) + " has passed");
        }
        return now;
    }

    /**
     * Refuses what is not given, or one host call too many.
     *
     * @param by the grant that allows it; empty = none does
     * @param granted what of this permission is given
     */
    void allow(HostCall call, HostOperation operation, String target, String by, String granted) {
        if (by.isEmpty()) {
            throw refuse(call, operation, target, denial(operation, target, granted));
        }
        spend(call);
    }

    /** Refuses one host call too many: of this call, or of the plugin in a span of time. */
    void spend(HostCall call) {
        PluginQuotas quotas = journal.quotas();
        if (quotas.isMetering()) {
            quotas.hostCall(System.nanoTime()).ifPresent(refusal -> {
                throw new HostFailure(StatusCode.RESOURCE_EXHAUSTED, refusal.text(), refusal.detail());
            });
        }
        if (call.cancellation() instanceof CallMeter meter && !meter.spend()) {
            throw new HostFailure(
                    StatusCode.RESOURCE_EXHAUSTED,
                    "one call may make " + CallMeter.MAX_HOST_CALLS + " host calls, this was one more",
                    new Detail.Limit("host calls per call", CallMeter.MAX_HOST_CALLS + " calls", "1 more"));
        }
    }

    /** A denial that is not counted yet. */
    HostFailure denial(HostOperation operation, String target, String granted) {
        return Denials.denied(plan.subject().plugin(), operation, target, Parts.of(operation, target), granted);
    }

    /** Counts and notes a denial, and hands it back to be thrown. */
    HostFailure refuse(HostCall call, HostOperation operation, String target, HostFailure failure) {
        journal.denied(
                operation, target, Denials.command(failure), plan.subject().generation(), call.id());
        return failure;
    }

    /** Refuses what no grant allows, whoever calls. */
    HostFailure never(HostOperation operation, String target, String why) {
        HostFailure failure = Denials.never(operation, why);
        journal.denied(operation, target, "", plan.subject().generation(), new CallId(0));
        return failure;
    }

    /** Notes what was done, then refuses to hand over what comes too late. */
    void leave(HostCall call, HostOperation operation, String target, String by, long arrived, long bytes) {
        long now = noted(call, operation, target, by, arrived, bytes);
        if (call.cancellation().isCancelled() || call.deadline().nanoTime() - now <= 0) {
            timely(call);
        }
    }

    /** Turns whatever a service threw into what the guest may see. */
    HostFailure failed(HostCall call, HostOperation operation, String target, String by, long arrived, Throwable e) {
        HostFailure failure = translation.failure(operation, call, e);
        if (failure.code() == StatusCode.PERMISSION_DENIED && failure.detail() instanceof Detail.Denial) {
            return refuse(call, operation, target, failure);
        }
        long unused = noted(call, operation, target, by, arrived, 0);
        return failure;
    }

    private long noted(HostCall call, HostOperation operation, String target, String by, long arrived, long bytes) {
        long now = System.nanoTime();
        journal.allowed(operation, target, by, plan.subject().generation(), call.id(), arrived, now, bytes);
        if (call.chain().depth() > 0 || call.caller().kind() != Caller.Kind.PLUGIN) {
            journal.time().inHostCall(now - arrived); // else it is background work, which no call waits for
        }
        return now;
    }
}
