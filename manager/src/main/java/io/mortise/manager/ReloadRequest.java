package io.mortise.manager;

import io.mortise.api.Canceller;
import java.util.concurrent.CompletableFuture;

/**
 * A wish for a new generation, in line; later wishes that come before it begins join it.
 *
 * @param reads true when files are read anew
 * @param canceller of those who cannot wait: removal, disabling, a right taken back, the manager's end
 */
record ReloadRequest(Wish wish, boolean reads, Canceller canceller, CompletableFuture<ReloadOutcome> outcome) {
    static ReloadRequest of(Wish wish) {
        return new ReloadRequest(wish, wish.reads(), new Canceller(), new CompletableFuture<>());
    }

    /** Both wishes in one, with the same outcome. */
    ReloadRequest join(Wish other) {
        return new ReloadRequest(wish.join(other), reads || other.reads(), canceller, outcome);
    }

    ReloadCause cause() {
        return wish.cause();
    }
}
