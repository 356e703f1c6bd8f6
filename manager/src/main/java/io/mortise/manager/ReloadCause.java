package io.mortise.manager;

/** Why a slot was given a new generation. */
public enum ReloadCause {
    /** Files, settings or the grant changed. */
    CHANGE,
    /** Somebody asked for it. */
    MANUAL,
    /** Its guest ended, or stopped answering probes. */
    RESTART,
    /** The new one proved worse than the old one. */
    ROLLBACK,
    /** It was disabled, or its files are gone. */
    REMOVE
}
