package io.mortise.sdk;

import static java.util.Objects.requireNonNull;

/**
 * The host refused or could not do what the plugin asked. A handler that does not catch it fails its own call with the
 * same code and message.
 *
 * <p>PERMISSION_DENIED: not granted. UNIMPLEMENTED: the host has no such service. RESOURCE_EXHAUSTED: a cap or quota.
 * UNAVAILABLE: the service is down, or there is no Mortise host. DEADLINE_EXCEEDED, CANCELLED: the call ended.
 */
public final class HostException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Code code;

    public HostException(Code code, String message) {
        super(requireNonNull(message, "message"));
        this.code = requireNonNull(code, "code");
    }

    HostException(Code code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    public Code code() {
        return code;
    }

    /** The host's message; never null. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
