package io.mortise.sdk;

import java.nio.charset.StandardCharsets;

/** Takes the chunks of one streamed result, at the caller's pace. */
@FunctionalInterface
public interface ChunkSink {
    /**
     * Waits until the caller takes more, then sends; the array is handed over.
     *
     * @return false when the caller has gone or its deadline passed: stop then
     */
    boolean send(byte[] chunk);

    /** Sends text as UTF-8. */
    default boolean send(String chunk) {
        return send(chunk.getBytes(StandardCharsets.UTF_8));
    }
}
