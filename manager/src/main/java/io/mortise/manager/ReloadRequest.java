package io.mortise.manager;

import io.mortise.api.Canceller;
import java.util.concurrent.CompletableFuture;

/**
 * A wish for a new generation; later wishes that come before it begins join it.
 *
 * @param awake true when a call waits: a lazy plugin then starts
 * @param reads true when files are read anew; a restart and a call take what is known
 * @param canceller of those who cannot wait: removal, disabling, the manager's end
 */
record ReloadRequest(
        ReloadCause cause,
        boolean awake,
        boolean reads,
        Canceller canceller,
        CompletableFuture<ReloadOutcome> outcome) {
    static ReloadRequest of(ReloadCause cause, boolean awake) {
        return new ReloadRequest(cause, awake, reads(cause, awake), new Canceller(), new CompletableFuture<>());
    }

    /** Both wishes in one: the stronger cause, the same outcome. */
    ReloadRequest join(ReloadCause other, boolean otherAwake) {
        return new ReloadRequest(
                stronger(cause, other), awake || otherAwake, reads || reads(other, otherAwake), canceller, outcome);
    }

    private static boolean reads(ReloadCause cause, boolean awake) {
        return cause != ReloadCause.RESTART && !awake;
    }

    private static ReloadCause stronger(ReloadCause a, ReloadCause b) {
        return rank(a) >= rank(b) ? a : b;
    }

    private static int rank(ReloadCause cause) {
        return switch (cause) {
            case RESTART -> 0;
            case CHANGE -> 1;
            case ROLLBACK -> 2;
            case MANUAL -> 3;
            case REMOVE -> 4;
        };
    }
}
