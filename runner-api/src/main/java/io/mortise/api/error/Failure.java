package io.mortise.api.error;

import io.mortise.api.host.StatusCode;

/** Why something did not succeed. The names are stable API; message text is free. */
public enum Failure {
    REJECTED(Fix.CALLER, StatusCode.UNKNOWN, 1, false, false),
    BAD_INPUT(Fix.CALLER, StatusCode.INVALID_ARGUMENT, 3, false, false),
    BAD_CONFIG(Fix.OPERATOR, StatusCode.INVALID_ARGUMENT, 3, false, false),
    BAD_MANIFEST(Fix.AUTHOR, StatusCode.FAILED_PRECONDITION, 3, false, true),
    BAD_MODULE(Fix.AUTHOR, StatusCode.FAILED_PRECONDITION, 3, false, true),
    BAD_BUNDLE(Fix.AUTHOR, StatusCode.FAILED_PRECONDITION, 3, false, true),
    BAD_SIGNATURE(Fix.AUTHOR, StatusCode.FAILED_PRECONDITION, 3, false, true),
    GRANT_MISSING(Fix.OPERATOR, StatusCode.PERMISSION_DENIED, 4, false, false),
    NOT_SERVING(Fix.OPERATOR, StatusCode.UNAVAILABLE, 5, true, false),
    START_FAILED(Fix.AUTHOR, StatusCode.FAILED_PRECONDITION, 5, true, true),
    NOT_HEALTHY(Fix.AUTHOR, StatusCode.UNAVAILABLE, 5, true, true),
    UNKNOWN_PLUGIN(Fix.CALLER, StatusCode.NOT_FOUND, 5, false, false),
    UNKNOWN_FUNCTION(Fix.CALLER, StatusCode.UNIMPLEMENTED, 5, false, false),
    GUEST_TRAPPED(Fix.AUTHOR, StatusCode.INTERNAL, 6, false, true),
    GUEST_CRASHED(Fix.AUTHOR, StatusCode.UNAVAILABLE, 6, true, true),
    DEADLINE_PASSED(Fix.CALLER, StatusCode.DEADLINE_EXCEEDED, 7, true, false),
    CANCELLED(Fix.CALLER, StatusCode.CANCELLED, 7, false, false),
    LIMIT_REACHED(Fix.OPERATOR, StatusCode.RESOURCE_EXHAUSTED, 7, true, false),
    SERVICE_FAILED(Fix.OPERATOR, StatusCode.UNAVAILABLE, 8, true, false),
    HOST_BUG(Fix.US, StatusCode.INTERNAL, 70, false, false);

    /** Who can change it. */
    public enum Fix {
        AUTHOR,
        OPERATOR,
        CALLER,
        US
    }

    private final Fix fix;
    private final StatusCode status;
    private final int exitCode;
    private final boolean retryable;
    private final boolean pluginsFault;

    Failure(Fix fix, StatusCode status, int exitCode, boolean retryable, boolean pluginsFault) {
        this.fix = fix;
        this.status = status;
        this.exitCode = exitCode;
        this.retryable = retryable;
        this.pluginsFault = pluginsFault;
    }

    public Fix fix() {
        return fix;
    }

    /** What it travels as; a REJECTED travels as the guest's own code. */
    public StatusCode status() {
        return status;
    }

    /** Of the command line. */
    public int exitCode() {
        return exitCode;
    }

    /** True when the same call may succeed later. */
    public boolean isRetryable() {
        return retryable;
    }

    /** The one rule for probation, DEGRADED and health. */
    public boolean isPluginsFault() {
        return pluginsFault;
    }
}
