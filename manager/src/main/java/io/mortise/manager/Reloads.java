package io.mortise.manager;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/** Takes wishes for reloads: one line for each slot, and a bound on those that nobody asked for. Any thread. */
final class Reloads {
    private static final int AUTOMATIC = 6;
    private static final Duration SPAN = Duration.ofMinutes(1);

    private final Reload reload;
    private final Drains drains;
    private final Executor workers;
    private final Timer timer;
    private volatile boolean closed;
    private final Map<Slot, Entry> bySlot = new ConcurrentHashMap<>();

    /** One slot's line, when its last automatic reloads were, and whether one waits for the minute to pass. */
    private record Entry(ReloadLine line, Deque<Long> automatic, AtomicBoolean waits) {}

    Reloads(Reload reload, Drains drains, Executor workers, Timer timer) {
        this.reload = reload;
        this.drains = drains;
        this.workers = workers;
        this.timer = timer;
    }

    CompletableFuture<ReloadOutcome> request(Slot slot, ReloadCause cause) {
        return request(slot, Wish.of(cause));
    }

    CompletableFuture<ReloadOutcome> request(Slot slot, Wish wish) {
        return entry(slot).line().request(wish);
    }

    /** The same, for those who do not wait. */
    void wish(Slot slot, ReloadCause cause) {
        var unused = request(slot, cause);
    }

    /** A call waits for an idle plugin. */
    void awaken(Slot slot) {
        var unused = request(slot, Wish.ofCall());
    }

    /** Because something changed: at most six a minute, the one beyond comes when the minute has passed. */
    void automatic(Slot slot) {
        Entry entry = entry(slot);
        Duration wait = waitOf(entry.automatic(), timer.nanos());
        if (wait.isZero()) {
            wish(slot, ReloadCause.CHANGE);
        } else if (entry.waits().compareAndSet(false, true)) {
            // It reads fresh content then, so one stands for all that come until then.
            timer.after(wait, () -> {
                entry.waits().set(false);
                automatic(slot);
            });
        }
    }

    /** Zero: it may be now, and counts. */
    private static Duration waitOf(Deque<Long> times, long now) {
        synchronized (times) {
            times.removeIf(then -> now - then >= SPAN.toNanos());
            if (times.size() < AUTOMATIC) {
                times.addLast(now);
                return Duration.ZERO;
            }
            return Duration.ofNanos(times.getFirst() + SPAN.toNanos() - now);
        }
    }

    /** A generation of this slot is gone: a request that waited for that may begin. */
    void drained(Slot slot) {
        entry(slot).line().next();
    }

    void forget(Slot slot) {
        bySlot.remove(slot);
    }

    /** Ends all lines; completes when no reload runs. */
    CompletableFuture<Void> close() {
        closed = true;
        return CompletableFuture.allOf(
                bySlot.values().stream().map(entry -> entry.line().close()).toArray(CompletableFuture[]::new));
    }

    private Entry entry(Slot slot) {
        Entry entry = bySlot.computeIfAbsent(
                slot,
                each -> new Entry(
                        new ReloadLine(slot, reload, drains, workers), new ArrayDeque<>(), new AtomicBoolean()));
        if (closed) {
            // It may have come after all others were closed.
            var unused = entry.line().close();
        }
        return entry;
    }
}
