package io.mortise.manager;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;

/** How the last hundred calls of a generation ended. On the route of every call: no lock. */
final class CallWindow {
    static final int SIZE = 100;

    private final AtomicLong finished = new AtomicLong();
    private final AtomicIntegerArray last = new AtomicIntegerArray(SIZE);
    private final AtomicInteger faults = new AtomicInteger();
    private volatile Runnable judge = CallWindow::nobody;

    /**
     * A count at one moment.
     *
     * @param finished at most {@link #SIZE}
     * @param faults of these, trapped, crashed or timed out
     */
    record Tally(int finished, int faults) {
        static final Tally NONE = new Tally(0, 0);
    }

    private static void nobody() {}

    void ended(CallEnd end) {
        if (end == CallEnd.UNKNOWN) {
            return;
        }
        int place = (int) (finished.getAndIncrement() % SIZE);
        int now = end == CallEnd.FAULT ? 1 : 0;
        int before = last.getAndSet(place, now);
        if (before != now) {
            faults.addAndGet(now - before);
        }
        judge.run();
    }

    Tally tally() {
        return new Tally((int) Math.min(SIZE, finished.get()), faults.get());
    }

    /** Looks after each call that ends from here on, on its caller's thread. */
    void watchedBy(Runnable who) {
        judge = who;
    }

    void unwatched() {
        judge = CallWindow::nobody;
    }
}
