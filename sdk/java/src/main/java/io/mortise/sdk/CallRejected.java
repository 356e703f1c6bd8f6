package io.mortise.sdk;

import static java.util.Objects.requireNonNull;

/**
 * Thrown by a handler to refuse a call: the caller gets this code and message, nothing added. Any other exception
 * counts as a bug of the plugin and is reported with its stack.
 */
public final class CallRejected extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int number;

    /** @param message what the caller may show to its user; the host cuts it at 4 KiB */
    public CallRejected(Code code, String message) {
        this(requireNonNull(code, "code").number(), message);
    }

    /** @param number a code's number as it came from elsewhere; the host takes one outside 1 to 16 for UNKNOWN */
    public CallRejected(int number, String message) {
        super(requireNonNull(message, "message"), null, false, false);
        this.number = number;
    }

    public Code code() {
        return Code.of(number);
    }

    /** The number exactly as it was given. */
    public int number() {
        return number;
    }

    /** The message; never null. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
