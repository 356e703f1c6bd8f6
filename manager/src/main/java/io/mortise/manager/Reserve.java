package io.mortise.manager;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A predecessor that takes no new calls and stays started while its successor is on trial.
 *
 * <p>Invariant: its fate is decided once: it comes back, or it ends.
 */
final class Reserve {
    private enum Fate {
        OPEN,
        BACK,
        END
    }

    private final Generation generation;
    private final AtomicReference<Fate> fate = new AtomicReference<>(Fate.OPEN);
    private final CompletableFuture<Fate> decided = new CompletableFuture<>();

    Reserve(Generation generation) {
        this.generation = generation;
    }

    Generation generation() {
        return generation;
    }

    /** True for the one who may publish it again. */
    boolean bringBack() {
        return decide(Fate.BACK);
    }

    /** Its successor proved itself, or its own calls did not end in time. True when it had not come back. */
    boolean end() {
        decide(Fate.END);
        return fate.get() == Fate.END;
    }

    private boolean decide(Fate next) {
        boolean first = fate.compareAndSet(Fate.OPEN, next);
        if (first) {
            decided.complete(next);
        }
        return first;
    }

    /** Waits for the decision; true when it is to be stopped. A trial ends at the latest with its time. */
    boolean awaitEnd() {
        return decided.join() == Fate.END;
    }
}
