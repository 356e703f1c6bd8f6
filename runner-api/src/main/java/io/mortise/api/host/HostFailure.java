package io.mortise.api.host;

import static java.util.Objects.requireNonNull;

import io.mortise.api.error.Detail;

/**
 * A host call that did not succeed; it reaches the guest as this status with this message, at most 4 KiB of it. Anything
 * else that a service throws reaches the guest as INTERNAL without text.
 */
public final class HostFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final StatusCode code;
    private final transient Detail detail;

    public HostFailure(StatusCode code, String message) {
        this(code, message, Detail.NONE);
    }

    public HostFailure(StatusCode code, String message, Detail detail) {
        // Expected answers need no stack: a plugin may provoke millions of them.
        super(requireNonNull(message, "message"), null, false, false);
        this.code = requireNonNull(code, "code");
        this.detail = requireNonNull(detail, "detail");
    }

    public StatusCode code() {
        return code;
    }

    /** The operator's view, such as the denial with the grant line; never sent to the guest. */
    public Detail detail() {
        return detail;
    }

    /** The message; never null. */
    public String text() {
        String message = getMessage();
        return message == null ? "" : message;
    }
}
