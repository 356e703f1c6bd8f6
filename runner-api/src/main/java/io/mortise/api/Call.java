package io.mortise.api;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * One call of one function, as a runner sees it.
 *
 * @param payload the input, JSON by convention; handed over, never shared or changed afterwards
 * @param chain the plugins it came through; empty when the application called
 * @param chunks present when the caller wants a stream; without it {@code emit} appends to the result
 * @param trace a W3C {@code traceparent}
 */
public record Call(
        CallId id,
        String function,
        byte[] payload,
        Deadline deadline,
        Caller caller,
        CallChain chain,
        Cancellation cancellation,
        Optional<ChunkSink> chunks,
        Optional<String> trace) {
    public Call {
        requireNonNull(id, "id");
        requireNonNull(function, "function");
        requireNonNull(payload, "payload");
        requireNonNull(deadline, "deadline");
        requireNonNull(caller, "caller");
        requireNonNull(chain, "chain");
        requireNonNull(cancellation, "cancellation");
        requireNonNull(chunks, "chunks");
        requireNonNull(trace, "trace");
    }

    /** A plain call by the application itself. */
    public static Call of(CallId id, String function, byte[] payload, Deadline deadline) {
        return new Call(
                id,
                function,
                payload,
                deadline,
                Caller.APPLICATION,
                CallChain.EMPTY,
                Cancellation.NONE,
                Optional.empty(),
                Optional.empty());
    }

    public int depth() {
        return chain.depth();
    }

    /** The same under this deadline or its own, whichever ends first. */
    public Call within(Deadline other) {
        return new Call(id, function, payload, deadline.earlier(other), caller, chain, cancellation, chunks, trace);
    }

    public Call withCancellation(Cancellation other) {
        return new Call(id, function, payload, deadline, caller, chain, other, chunks, trace);
    }

    public Call withChunks(ChunkSink sink) {
        return new Call(id, function, payload, deadline, caller, chain, cancellation, Optional.of(sink), trace);
    }

    public Call withCaller(Caller other) {
        return new Call(id, function, payload, deadline, other, chain, cancellation, chunks, trace);
    }

    public Call withChain(CallChain other) {
        return new Call(id, function, payload, deadline, caller, other, cancellation, chunks, trace);
    }
}
