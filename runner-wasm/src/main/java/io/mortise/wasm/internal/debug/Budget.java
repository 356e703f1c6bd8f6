package io.mortise.wasm.internal.debug;

/** How long the readers of one trap may take. One thread. */
final class Budget {
    private static final int STEPS_A_LOOK = 256;

    private final long end;
    private int steps;

    Budget(long millis) {
        this.end = System.nanoTime() + millis * 1_000_000;
    }

    /** One step of a loop over foreign bytes. */
    void step() {
        if (++steps % STEPS_A_LOOK == 0 && System.nanoTime() - end > 0) {
            throw new Unreadable("took longer than it may");
        }
    }
}
