package io.mortise.manager;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.mortise.api.Caller;
import io.mortise.api.Cancellation;
import io.mortise.api.ChunkSink;
import io.mortise.api.Deadline;
import java.time.Duration;
import java.util.Optional;

/**
 * One call as the application wants it made; {@code with…} copies set what is not standard.
 *
 * @param payload the input, JSON by convention, at most {@code limits.payload}; handed over, not changed afterwards
 * @param caller who asks; its tenant selects the namespace of data and the quota
 * @param deadline absent = the function's, its kind's or the plugin's own timeout, counted from the call
 * @param chunks takes the result piece by piece while the function runs; the result is then empty
 * @param trace a W3C {@code traceparent}
 */
public record CallRequest(
        String plugin,
        String function,
        byte[] payload,
        Caller caller,
        Optional<Deadline> deadline,
        Cancellation cancellation,
        Optional<ChunkSink> chunks,
        Optional<String> trace) {
    public CallRequest {
        requireNonNull(plugin, "plugin");
        requireNonNull(function, "function");
        requireNonNull(payload, "payload");
        requireNonNull(caller, "caller");
        requireNonNull(deadline, "deadline");
        requireNonNull(cancellation, "cancellation");
        requireNonNull(chunks, "chunks");
        requireNonNull(trace, "trace");
    }

    /** By the application, under the function's own timeout. */
    public static CallRequest of(String plugin, String function, byte[] payload) {
        return new CallRequest(
                plugin,
                function,
                payload,
                Caller.APPLICATION,
                Optional.empty(),
                Cancellation.NONE,
                Optional.empty(),
                Optional.empty());
    }

    /** The same with text, sent as UTF-8. */
    public static CallRequest of(String plugin, String function, String json) {
        return of(plugin, function, json.getBytes(UTF_8));
    }

    public CallRequest withCaller(Caller other) {
        return new CallRequest(plugin, function, payload, other, deadline, cancellation, chunks, trace);
    }

    /** For a tenant: a label, it is given no rights of its own. */
    public CallRequest withTenant(String label) {
        return withCaller(caller.withTenant(label));
    }

    public CallRequest withDeadline(Deadline other) {
        return new CallRequest(plugin, function, payload, caller, Optional.of(other), cancellation, chunks, trace);
    }

    /** This long from now. */
    public CallRequest withTimeout(Duration limit) {
        return withDeadline(Deadline.after(limit));
    }

    public CallRequest withCancellation(Cancellation other) {
        return new CallRequest(plugin, function, payload, caller, deadline, other, chunks, trace);
    }

    public CallRequest withChunks(ChunkSink sink) {
        return new CallRequest(plugin, function, payload, caller, deadline, cancellation, Optional.of(sink), trace);
    }

    public CallRequest withTrace(String traceparent) {
        return new CallRequest(
                plugin, function, payload, caller, deadline, cancellation, chunks, Optional.of(traceparent));
    }
}
