package io.mortise.wasm.internal.run;

/** What one instance was charged, so that all of it is given back when it goes. Only the thread that holds the instance. */
public final class Tab {
    private final Account account;
    private final StackProbe probe;
    private long charged;

    public Tab(Account account, StackProbe probe) {
        this.account = account;
        this.probe = probe;
    }

    /** Before allocating; false when there is no more. */
    public boolean charge(long bytes) {
        // A guest may ask at the very end of its stack; half a charge would stay with the manager for ever.
        probe.prove();
        if (!account.charge(bytes)) {
            return false;
        }
        charged += bytes;
        return true;
    }

    /** Before allocating what cannot be done without. Throws {@link Unwind.Limit} when there is no more. */
    public void require(long bytes) {
        if (!charge(bytes)) {
            throw new Unwind.Limit(account.refusal(bytes));
        }
    }

    Unwind.Limit beyondRation(long bytes, long held, long max) {
        probe.prove();
        return new Unwind.Limit(account.beyondRation(bytes, held, max));
    }

    public void release(long bytes) {
        charged -= bytes;
        account.release(bytes);
    }

    /** Gives everything back; the instance is gone. */
    public void settle() {
        account.release(charged);
        charged = 0;
    }
}
