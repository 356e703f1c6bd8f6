package io.mortise.proto.wire;

/** A handshake line that this side cannot use. The message never repeats the line. */
public final class HandshakeException extends RuntimeException {
    /** Which part of the line is to blame. */
    public enum Problem {
        /** Not a handshake line at all. */
        FORMAT,
        /** Another core protocol than 1. */
        CORE_VERSION,
        /** An unknown network, or an address that cannot be one. */
        ADDRESS,
        /** Field 6 is not base64. */
        CERTIFICATE
    }

    private static final long serialVersionUID = 1L;

    private final Problem problem;

    HandshakeException(Problem problem, String message) {
        super(message);
        this.problem = problem;
    }

    HandshakeException(Problem problem, String message, Throwable cause) {
        super(message, cause);
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}
