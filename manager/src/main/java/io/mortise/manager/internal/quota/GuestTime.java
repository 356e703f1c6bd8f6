package io.mortise.manager.internal.quota;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * Where the time of one plugin's calls went, over all its generations: into the guest, or into host calls; what a call
 * waited for a start, a place or a thread is neither. Made of looks at the clock that are there anyway; a host call costs
 * one addition. Any thread.
 */
public final class GuestTime {
    private final LongAdder guest = new LongAdder();
    private final AtomicLong host = new AtomicLong();
    private final AtomicLong waited = new AtomicLong();

    /** How much of {@code host} and {@code waited} belongs to calls that have ended. */
    private final AtomicLong settled = new AtomicLong();

    /** A host call of a call took so long. */
    public void inHostCall(long nanos) {
        host.addAndGet(nanos);
    }

    /** A call waited so long before the guest had it. */
    public void waited(long nanos) {
        waited.addAndGet(nanos);
    }

    /** Counts a call that was let in. @return how long it was in the guest */
    public long ended(long took) {
        long off = settle(took);
        guest.add(took - off);
        return took - off;
    }

    /** Takes what is open off one call, but no more than it took: the rest is of calls that are still inside. */
    private long settle(long most) {
        while (true) {
            long before = settled.get();
            long off = Math.min(most, host.get() + waited.get() - before);
            if (off <= 0) {
                return 0;
            }
            if (settled.compareAndSet(before, before + off)) {
                return off;
            }
        }
    }

    /** Nobody is inside: what is open was asked for side by side in one call, and is no later call's. */
    public void quiet() {
        long unused = settle(Long.MAX_VALUE);
    }

    /** True when {@link #quiet} would change something. */
    public boolean owes() {
        return host.get() + waited.get() != settled.get();
    }

    public double guestSeconds() {
        return guest.sum() / 1e9;
    }

    public double hostSeconds() {
        return host.get() / 1e9;
    }
}
