package io.mortise.wasm.internal.run;

/** Ends, within a tick, whatever runs in the frames made with it; for stopping a generation. Any thread; for good. */
public final class CutOff {
    private volatile boolean happened;

    public void now() {
        happened = true;
    }

    public boolean hasHappened() {
        return happened;
    }
}
