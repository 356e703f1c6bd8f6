package io.mortise.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

/**
 * What a function answered.
 *
 * @param payload JSON by convention; empty for a streamed call; handed over to the caller
 */
public record CallResult(byte[] payload) {
    /** Nothing. */
    public static final CallResult EMPTY = new CallResult(new byte[0]);

    public CallResult {
        requireNonNull(payload, "payload");
    }

    /** The payload as UTF-8. */
    public String text() {
        return new String(payload, UTF_8);
    }
}
