package io.mortise.sdk;

import io.grpc.Context;
import io.grpc.Deadline;
import io.mortise.sdk.internal.DemandGate;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A call of the host's, between its arrival and its handler's return. */
final class ActiveCall implements PluginCall {
    private final String function;
    private final CallHeaders headers;
    private final Context context;
    private final DemandGate<?> gate;
    private final Host host;

    ActiveCall(String function, DemandGate<?> gate, HostLink link) {
        this.function = function;
        this.gate = gate;
        headers = CallHeaders.current();
        context = Context.current();
        host = BrokeredHost.forCall(link, headers.id(), context);
    }

    /** Deadline and cancellation of the call, for blocking gRPC calls made inside it. */
    Context context() {
        return context;
    }

    @Override
    public String id() {
        return headers.id().orElse("");
    }

    @Override
    public String function() {
        return function;
    }

    @Override
    public Optional<Caller> caller() {
        return headers.caller().map(document -> new Caller(document.getKind(), document.getId()));
    }

    @Override
    public Optional<String> tenant() {
        return headers.tenant();
    }

    @Override
    public int depth() {
        return headers.depth()
                .filter(text -> text.matches("[0-9]{1,9}"))
                .map(Integer::parseInt)
                .orElse(0);
    }

    @Override
    public Optional<String> traceparent() {
        return headers.traceparent();
    }

    @Override
    public Optional<Duration> remaining() {
        Deadline deadline = context.getDeadline();
        return deadline == null
                ? Optional.empty()
                : Optional.of(Duration.ofNanos(Math.max(0, deadline.timeRemaining(TimeUnit.NANOSECONDS))));
    }

    @Override
    public boolean isCancelled() {
        return gate.isGone();
    }

    @Override
    public void onCancel(Runnable action) {
        gate.onGone(action);
    }

    @Override
    public Host host() {
        return host;
    }
}
