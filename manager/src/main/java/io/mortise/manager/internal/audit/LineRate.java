package io.mortise.manager.internal.audit;

import io.mortise.api.host.LogLine;
import java.util.function.LongSupplier;

/** So many lines a second, with bursts of one second's worth; counts what it turns away. */
final class LineRate {
    private static final long SECOND = 1_000_000_000L;

    private final Object lock = new Object();
    private final LongSupplier nanos;
    private int perSecond;
    private long lineNanos;
    // The moment at which every line so far would be paid for at the steady rate.
    private long paidUntil;
    private long dropped;
    private long droppedSinceLast;

    LineRate(int perSecond, LongSupplier nanos) {
        this.perSecond = Math.max(1, perSecond);
        this.lineNanos = SECOND / this.perSecond;
        this.nanos = nanos;
        this.paidUntil = nanos.getAsLong();
    }

    /** Another rate from the next line on. */
    void set(int linesPerSecond) {
        synchronized (lock) {
            perSecond = Math.max(1, linesPerSecond);
            lineNanos = SECOND / perSecond;
        }
    }

    /**
     * Whether a line passes.
     *
     * @param droppedBefore lines turned away since the last one that passed
     */
    record Answer(boolean passes, long droppedBefore) {
        private static final Answer PASS = new Answer(true, 0);
        private static final Answer DROP = new Answer(false, 0);
    }

    Answer ask() {
        synchronized (lock) {
            long now = nanos.getAsLong();
            if (now - paidUntil > 0) {
                paidUntil = now;
            }
            if (paidUntil - now > SECOND - lineNanos) {
                dropped++;
                droppedSinceLast++;
                return Answer.DROP;
            }
            paidUntil += lineNanos;
            return droppedSinceLast == 0 ? Answer.PASS : passAfterDrops();
        }
    }

    private Answer passAfterDrops() {
        Answer answer = new Answer(true, droppedSinceLast);
        droppedSinceLast = 0;
        return answer;
    }

    LogLine notice(long lines) {
        synchronized (lock) {
            return LogLine.of(
                    LogLine.Level.WARN,
                    lines + " lines dropped: more than " + perSecond + " a second; raise log.lines_per_second");
        }
    }

    long dropped() {
        synchronized (lock) {
            return dropped;
        }
    }
}
