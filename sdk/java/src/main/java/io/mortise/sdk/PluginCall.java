package io.mortise.sdk;

import java.time.Duration;
import java.util.Optional;

/**
 * One call, as its handler sees it. Any thread, until the handler has returned.
 *
 * <p>When the caller cancels or the deadline passes, {@link #isCancelled} turns true, the {@link #onCancel} actions
 * run, running host calls end, and the handler's thread is interrupted.
 */
public interface PluginCall {
    /** The call's number in this generation; empty under a host that is not Mortise. */
    String id();

    /** The function's name as it was called. */
    String function();

    /** Who asked; nobody known under a host that is not Mortise. */
    Optional<Caller> caller();

    /** The label of the tenant the call is for. */
    Optional<String> tenant();

    /** How many plugins called one another before this one. */
    int depth();

    /** The W3C trace context to pass on. */
    Optional<String> traceparent();

    /** What is left of the deadline, never negative; absent = no deadline. */
    Optional<Duration> remaining();

    boolean isCancelled();

    /** Runs {@code action} once when the call is cancelled; at once if it is. It must not block. */
    void onCancel(Runnable action);

    /** The host, for this call: with its caller, tenant and deadline. */
    Host host();

    /**
     * Who asked for a call.
     *
     * @param kind APPLICATION, PLUGIN, JOB, EVENT or HTTP
     * @param id what identifies it among its kind; may be empty
     */
    record Caller(String kind, String id) {}
}
