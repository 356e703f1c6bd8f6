package io.mortise.grpc;

import io.mortise.api.Call;
import io.mortise.api.Cancellation;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The places inside a generation. Who comes first is served first; a wait ends with the call's deadline, its
 * cancellation or {@code patience}, whichever is first.
 *
 * <p>Invariant: places handed out and free ones add up to the number there are; nobody waits while one is free.
 */
final class Places {
    /** How a wait ended. */
    enum Entry {
        ENTERED,
        FULL,
        CANCELLED
    }

    /** One who waits, and how that ends. */
    private static final class Turn {
        private final CompletableFuture<Entry> end = new CompletableFuture<>();
    }

    private final Object lock = new Object();
    private final Deque<Turn> waiting = new ArrayDeque<>();
    private int free;

    Places(int count) {
        free = count;
    }

    /** Takes a place that is free, without waiting. */
    boolean tryEnter() {
        synchronized (lock) {
            if (free == 0) {
                return false;
            }
            free--;
            return true;
        }
    }

    /** Waits for a place; an interrupt counts as cancellation and the flag stays set. */
    Entry enter(Call call, Duration patience) {
        var turn = new Turn();
        synchronized (lock) {
            if (free > 0) {
                free--;
                return Entry.ENTERED;
            }
            waiting.addLast(turn);
        }
        Cancellation.Registration hook = call.cancellation().onCancel(() -> turn.end.complete(Entry.CANCELLED));
        try {
            return await(turn.end, patience);
        } finally {
            hook.close();
            synchronized (lock) {
                waiting.remove(turn);
            }
        }
    }

    private static Entry await(CompletableFuture<Entry> turn, Duration patience) {
        try {
            return turn.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            // a place may be handed over in this very moment: then it is ours
            return turn.complete(Entry.FULL) ? Entry.FULL : turn.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return turn.complete(Entry.CANCELLED) ? Entry.CANCELLED : turn.join();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a turn is never completed exceptionally", e);
        }
    }

    /** Gives a place back: to the one who waits longest, else to nobody. */
    void leave() {
        while (true) {
            Turn next;
            synchronized (lock) {
                if (waiting.isEmpty()) {
                    free++;
                    return;
                }
                next = waiting.removeFirst();
            }
            if (next.end.complete(Entry.ENTERED)) {
                return;
            }
        }
    }
}
