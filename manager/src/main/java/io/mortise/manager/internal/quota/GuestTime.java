package io.mortise.manager.internal.quota;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * Where the time of one plugin's calls went, over all its generations: into the guest, or into host calls; what a call
 * waited for a start, a place or a thread is neither. Made of looks at the clock that are there anyway. Any thread.
 */
public final class GuestTime {
    private final LongAdder guest = new LongAdder();
    private final LongAdder host = new LongAdder();

    /** Host calls and waits of calls that have not ended yet; read by each call, written only where there are some. */
    private final AtomicLong apart = new AtomicLong();

    /** A host call of a call took so long. */
    public void inHostCall(long nanos) {
        host.add(nanos);
        apart.addAndGet(nanos);
    }

    /** A call waited so long before the guest had it. */
    public void waited(long nanos) {
        apart.addAndGet(nanos);
    }

    /** Counts a call that was let in. @return how long it was in the guest */
    public long ended(long took) {
        long off = apart.get() == 0 ? 0 : apart.getAndSet(0);
        if (off > took) {
            // Of other calls that are still inside.
            apart.addAndGet(off - took);
            off = took;
        }
        guest.add(took - off);
        return took - off;
    }

    /** Nobody is inside: what is left was asked for side by side in one call, and is no later call's. */
    public void quiet() {
        if (apart.get() != 0) {
            apart.set(0);
        }
    }

    /** True when {@link #quiet} would change something. */
    public boolean owes() {
        return apart.get() != 0;
    }

    public double guestSeconds() {
        return guest.sum() / 1e9;
    }

    public double hostSeconds() {
        return host.sum() / 1e9;
    }
}
