package io.mortise.api.error;

/** What kept a plugin from starting. */
public enum StartProblem {
    NOT_EXECUTABLE,
    WRONG_PLATFORM,
    COOKIE_MISMATCH,
    HANDSHAKE_GARBAGE,
    CORE_VERSION,
    APP_VERSION,
    TRANSPORT,
    TLS_REFUSED,
    TIMEOUT,
    EXITED_EARLY,
    NO_EXEC_STORE,
    /** The sandbox level demanded is not to be had. */
    SANDBOX,
    /** The guest's own start refused, with its message. */
    REFUSED,
    /** Memory, tables or instances could not be made within the limits. */
    INSTANTIATION
}
