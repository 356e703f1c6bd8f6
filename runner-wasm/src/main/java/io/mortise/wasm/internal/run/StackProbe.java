package io.mortise.wasm.internal.run;

/**
 * Proves that at least {@link #HEAD_ROOM} bytes of stack are left for host code: an overflow inside host code can leave a
 * class unusable until the JVM restarts. Java cannot ask where its stack ends, so the probe goes there: it calls itself
 * through frames of known size and returns.
 */
public final class StackProbe {
    /** 128 KiB. */
    public static final int HEAD_ROOM = 128 << 10;

    /** Frames of 4,000 bytes and more; one tenth on top for what a just-in-time compiler may save. */
    private static final int LEVELS = HEAD_ROOM / DeepFrames.BYTES * 11 / 10;

    private static final int WARM_UP = 2_000;

    private final DeepFrames.Descent descent = DeepFrames.define();
    private final long[] cells = new long[DeepFrames.LOCALS];

    public StackProbe() {
        // Both ways through the method must have been seen before it is compiled, else the big frame is optimised away.
        for (int i = 0; i < WARM_UP; i++) {
            descent.down(4, i & 1, cells);
        }
    }

    /** Throws {@link StackOverflowError} when less is left: the guest's trap, not the host's. */
    public void prove() {
        descent.down(LEVELS, 0, cells);
    }
}
