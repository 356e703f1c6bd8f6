package io.mortise.manager.internal.audit;

import io.mortise.api.Cancellation.Registration;
import io.mortise.api.Deadline;
import io.mortise.api.PluginId;
import io.mortise.api.host.LogLine;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * The last lines of one plugin, at most so many and 1 MiB, also given to the SLF4J logger {@code plugin.NAME}. Lines
 * beyond the rate are dropped and their count becomes a line. Readers follow by number: a slow one misses lines and is
 * told how many, and never holds up the plugin.
 */
public final class LogRing {
    static final int MAX_BYTES = 1 << 20;
    private static final int LINE_COST = 64;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final Deque<Entry> kept = new ArrayDeque<>();
    private final List<Runnable> hooks = new CopyOnWriteArrayList<>();
    private final PluginLogger logger;
    private final LineRate rate;
    private final InstantSource clock;
    private int keepLines;
    private volatile LogLine.Level level = LogLine.Level.TRACE;
    private long bytes;
    private long last;

    private LogRing(PluginLogger logger, LineRate rate, InstantSource clock, int keepLines) {
        this.logger = logger;
        this.rate = rate;
        this.clock = clock;
        this.keepLines = keepLines;
    }

    /** @param keepLines of the ring; 0 keeps none */
    public static LogRing of(PluginId plugin, int linesPerSecond, int keepLines) {
        return of(plugin, linesPerSecond, keepLines, InstantSource.system(), System::nanoTime);
    }

    static LogRing of(PluginId plugin, int linesPerSecond, int keepLines, InstantSource clock, LongSupplier nanos) {
        return new LogRing(new PluginLogger(plugin), new LineRate(linesPerSecond, nanos), clock, keepLines);
    }

    /** Lines below {@code least} are not taken from now on. */
    public void setLevel(LogLine.Level least) {
        level = least;
    }

    /** Other bounds from now on; what is beyond a shorter ring goes at once. */
    public void limit(int linesPerSecond, int linesKept) {
        rate.set(linesPerSecond);
        lock.lock();
        try {
            keepLines = linesKept;
            shorten();
        } finally {
            lock.unlock();
        }
    }

    /** Whether lines of this level are wanted at all; those that are not cost nothing and are no drops. */
    public boolean takes(LogLine.Level of) {
        return of.compareTo(level) >= 0;
    }

    /** Takes a line that was cut and redacted already. */
    public void add(long generation, String call, LogLine line) {
        LineRate.Answer answer = rate.ask();
        if (!answer.passes()) {
            return;
        }
        if (answer.droppedBefore() > 0) {
            keep(generation, "", rate.notice(answer.droppedBefore()));
        }
        keep(generation, call, line);
    }

    private void keep(long generation, String call, LogLine line) {
        lock.lock();
        try {
            kept.addLast(new Entry(++last, clock.instant(), generation, call, line));
            bytes += cost(line);
            shorten();
            arrived.signalAll();
        } finally {
            lock.unlock();
        }
        logger.write(generation, call, line);
        hooks.forEach(Runnable::run);
    }

    /** Under the lock. */
    private void shorten() {
        while (kept.size() > keepLines || bytes > MAX_BYTES) {
            bytes -= cost(kept.removeFirst().line());
        }
    }

    private static long cost(LogLine line) {
        return (long) LINE_COST + Utf8.length(line.message()) + Utf8.length(line.fields());
    }

    /** The kept lines with a number above {@code after}, oldest first; 0 = all. */
    public Page since(long after) {
        lock.lock();
        try {
            return page(after);
        } finally {
            lock.unlock();
        }
    }

    /** As {@link #since}, but waits for a line until the deadline. */
    public Page await(long after, Deadline deadline) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = deadline.remainingNanos();
            while (last <= after && left > 0) {
                left = arrived.await(left, TimeUnit.NANOSECONDS) ? deadline.remainingNanos() : 0;
            }
            return page(after);
        } finally {
            lock.unlock();
        }
    }

    private Page page(long after) {
        List<Entry> lines =
                kept.stream().filter(entry -> entry.number() > after).toList();
        return new Page(lines, last - Math.min(after, last) - lines.size(), last);
    }

    /** Runs {@code hook} after every line, on the thread that wrote it; it must not block. */
    public Registration onLine(Runnable hook) {
        hooks.add(hook);
        return () -> hooks.remove(hook);
    }

    /** Lines that came too fast since the plugin is known. */
    public long dropped() {
        return rate.dropped();
    }

    /**
     * One kept line.
     *
     * @param call the call's id; empty when it came outside any
     */
    public record Entry(long number, Instant time, long generation, String call, LogLine line) {}

    /**
     * What a reader gets.
     *
     * @param missed lines that left the ring before this reader came
     * @param next what to ask {@code since} for
     */
    public record Page(List<Entry> lines, long missed, long next) {
        public Page {
            lines = List.copyOf(lines);
        }
    }
}
