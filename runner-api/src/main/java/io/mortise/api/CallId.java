package io.mortise.api;

/** Names one call in logs, audit and errors. Unique within one manager's life; written as hexadecimal. */
public record CallId(long value) {
    @Override
    public String toString() {
        return Long.toHexString(value);
    }
}
