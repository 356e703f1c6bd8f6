package io.mortise.wasm.internal.run;

/**
 * What one instance may hold of memory, {@code limits.memory}: the memories of all its modules, and what its dialect
 * keeps for it beside them. Only the thread that holds the instance.
 */
public final class Ration {
    private final long maxBytes;
    private final Tab tab;
    private long claimed;

    /** @param tab pays for what is charged here */
    public Ration(long maxBytes, Tab tab) {
        this.maxBytes = maxBytes;
        this.tab = tab;
    }

    /** Takes a share without paying; false when it is not there. For who pays another number, such as slack with it. */
    public boolean claim(long bytes) {
        if (bytes > left()) {
            return false;
        }
        claimed += bytes;
        return true;
    }

    /** Gives back a share that was claimed and not paid for. */
    public void disclaim(long bytes) {
        claimed -= bytes;
    }

    /** Takes a share and pays for it, before it is allocated; false when one or the other is not there. */
    public boolean charge(long bytes) {
        if (!claim(bytes)) {
            return false;
        }
        if (!tab.charge(bytes)) {
            disclaim(bytes);
            return false;
        }
        return true;
    }

    /** The same for what cannot be done without. Throws {@link Unwind.Limit}. */
    public void require(long bytes) {
        if (!claim(bytes)) {
            throw tab.beyondRation(bytes, claimed, maxBytes);
        }
        tab.require(bytes);
    }

    /** Gives back what was charged or required. */
    public void release(long bytes) {
        disclaim(bytes);
        tab.release(bytes);
    }

    public long left() {
        return maxBytes - claimed;
    }

    public long maxBytes() {
        return maxBytes;
    }

    public Tab tab() {
        return tab;
    }
}
