package io.mortise.manager.internal.quota;

import io.mortise.manager.internal.settings.Settings;
import java.util.concurrent.atomic.AtomicLong;

/**
 * So much in a span of time, evenly, with a burst of one span. It keeps one number: the moment at which all that was
 * used would be paid for. What is known only afterwards is charged and may overdraw, by one span at most.
 */
final class Meter {
    private final Settings.Rate rate;
    private final long span;
    private final double nanosEach;
    private final AtomicLong paidUntil;

    Meter(Settings.Rate rate, long now) {
        this.rate = rate;
        this.span = rate.span().toNanos();
        this.nanosEach = (double) span / rate.count();
        this.paidUntil = new AtomicLong(now);
    }

    Settings.Rate rate() {
        return rate;
    }

    /** Whether anything is left. */
    boolean hasLeft(long now) {
        return paidUntil.get() - now < span;
    }

    /** Uses one; false when none is left. */
    boolean take(long now) {
        long cost = Math.max(1, Math.round(nanosEach));
        while (true) {
            long due = paidUntil.get();
            if (due - now > span - cost) {
                return false;
            }
            if (paidUntil.compareAndSet(due, Math.max(due - now, 0) + now + cost)) {
                return true;
            }
        }
    }

    /** Counts what was used already. */
    void charge(long amount, long now) {
        long cost = (long) Math.min(2.0 * span, amount * nanosEach);
        paidUntil.updateAndGet(due -> Math.min(Math.max(due - now, 0) + cost, 2 * span) + now);
    }

    /** True when nothing is owed: as good as a new one. */
    boolean isRested(long now) {
        return paidUntil.get() - now <= 0;
    }
}
