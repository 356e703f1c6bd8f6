package io.mortise.manager;

import io.mortise.api.Canceller;
import io.mortise.api.Deadline;
import java.util.concurrent.Flow;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** How many chunks a subscriber still wants. */
final class ChunkDemand implements Flow.Subscription {
    private final Canceller canceller;
    private final Deadline deadline;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private long wanted;
    private boolean cancelled;

    ChunkDemand(Canceller canceller, Deadline deadline) {
        this.canceller = canceller;
        this.deadline = deadline;
    }

    /** Waits until one more is wanted; false when none will be. */
    boolean take() {
        lock.lock();
        try {
            while (wanted == 0 && !cancelled) {
                long left = deadline.remainingNanos();
                if (left <= 0 || changed.awaitNanos(left) <= 0) {
                    return false;
                }
            }
            if (cancelled) {
                return false;
            }
            wanted--;
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void request(long n) {
        if (n <= 0) {
            cancel();
            return;
        }
        lock.lock();
        try {
            wanted = wanted + n < 0 ? Long.MAX_VALUE : wanted + n;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void cancel() {
        lock.lock();
        try {
            cancelled = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        canceller.cancel();
    }

    boolean isCancelled() {
        lock.lock();
        try {
            return cancelled;
        } finally {
            lock.unlock();
        }
    }
}
