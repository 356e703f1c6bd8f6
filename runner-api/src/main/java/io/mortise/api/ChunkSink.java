package io.mortise.api;

/** Takes a streamed result, chunk by chunk, on the caller's behalf. */
@FunctionalInterface
public interface ChunkSink {
    /**
     * Hands over one chunk; blocks for demand within the call's deadline. The array is the sink's from here on.
     *
     * @return false when the caller has gone: stop producing
     */
    boolean send(byte[] chunk);
}
