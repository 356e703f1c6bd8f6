package io.mortise.source;

import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Collects the names of changed candidates until nothing more comes for a while, at most ten times that long: whoever
 * writes without a pause must not silence everybody else. Any thread adds, one takes.
 */
final class Debounce {
    private static final int LONGEST = 10;
    /** More names than this are told as "everything". */
    private static final int MAX_NAMES = 1_000;

    private final Duration period;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition added = lock.newCondition();
    private final Set<String> names = new TreeSet<>();
    private boolean everything;
    private boolean pending;

    Debounce(Duration period) {
        this.period = period;
    }

    /** An empty set means everything. */
    void add(Set<String> more) {
        lock.lock();
        try {
            names.addAll(more);
            everything |= more.isEmpty() || names.size() > MAX_NAMES;
            pending = true;
            added.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for changes and then for quiet. Empty = everything. */
    Set<String> take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!pending) {
                added.await();
            }
            awaitQuiet();
            Set<String> taken = everything ? Set.of() : Set.copyOf(names);
            names.clear();
            everything = false;
            return taken;
        } finally {
            lock.unlock();
        }
    }

    private void awaitQuiet() throws InterruptedException {
        long end = System.nanoTime() + period.toNanos() * LONGEST;
        while (pending) {
            pending = false;
            long until = Math.min(System.nanoTime() + period.toNanos(), end);
            long left = until - System.nanoTime();
            while (!pending && left > 0) {
                left = added.awaitNanos(left);
            }
            if (System.nanoTime() - end >= 0) {
                pending = false;
            }
        }
    }
}
