package io.mortise.manager.internal.json;

/** Text that is not the JSON that was wanted. The message is one line, without a payload. */
public final class BadJson extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BadJson(String message) {
        super(message);
    }
}
