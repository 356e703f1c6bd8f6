package io.mortise.wasm.internal.run;

/**
 * What a buffer of a call holds beyond a small allowance: charged before it is filled, given back when it is emptied. The
 * allowance keeps usual calls from touching a counter that all plugins share.
 */
public final class Holding {
    /** Of each buffer of each instance; not charged. */
    public static final int FREE = 16 << 10;

    private final Tab tab;
    private long charged;

    public Holding(Tab tab) {
        this.tab = tab;
    }

    /** The buffer is about to hold so many bytes. Throws {@link Unwind.Limit} when they are not there. */
    public void hold(long bytes) {
        long beyond = bytes - FREE;
        if (beyond > charged) {
            tab.require(beyond - charged);
            charged = beyond;
        }
    }

    /** The same, answering false. */
    public boolean tryHold(long bytes) {
        long beyond = bytes - FREE;
        if (beyond > charged) {
            if (!tab.charge(beyond - charged)) {
                return false;
            }
            charged = beyond;
        }
        return true;
    }

    /** The buffer is empty. */
    public void empty() {
        if (charged != 0) {
            tab.release(charged);
            charged = 0;
        }
    }
}
