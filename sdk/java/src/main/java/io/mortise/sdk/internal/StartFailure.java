package io.mortise.sdk.internal;

/** The process cannot serve; the message goes to the host as the last error line on stderr. */
public final class StartFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StartFailure(String message) {
        super(message);
    }

    StartFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
