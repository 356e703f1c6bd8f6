package io.mortise.manager;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Ends generations that were taken out of service, each on a thread of its own: new traffic never waits for it. */
final class Drains {
    /** What a guest is given to end by itself. */
    static final Duration GRACE = Duration.ofSeconds(5);

    /** After which a stop counts as overdue. */
    static final Duration STOP = Duration.ofSeconds(15);

    private final Starting starting;
    private final Consumer<Slot> ended;
    private final Map<Generation, CompletableFuture<Boolean>> running = new ConcurrentHashMap<>();

    /** @param ended hears of the slot whose generation is gone */
    Drains(Starting starting, Consumer<Slot> ended) {
        this.starting = starting;
        this.ended = ended;
    }

    /**
     * Refuses new calls at once; the rest happens elsewhere.
     *
     * @param patience for the calls inside; each ends with its own deadline at the latest
     * @return completes when nothing of the generation is alive
     */
    CompletableFuture<Boolean> drain(Slot slot, Generation old, Duration patience) {
        old.beginDrain();
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        CompletableFuture<Boolean> earlier = running.putIfAbsent(old, done);
        if (earlier != null) {
            return earlier;
        }
        Thread thread = new Thread(
                () -> run(slot, old, patience, done),
                "plugin/" + slot.id() + '#' + old.subject().generation() + "/drain");
        thread.setDaemon(true);
        thread.start();
        return done;
    }

    /** The same, for those who do not wait. */
    void begin(Slot slot, Generation old, Duration patience) {
        var unused = drain(slot, old, patience);
    }

    private void run(Slot slot, Generation old, Duration patience, CompletableFuture<Boolean> done) {
        long began = System.nanoTime();
        boolean idle = false;
        try {
            idle = old.awaitIdle(patience);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            long cutOff = old.inside();
            starting.end(old.subject(), old.runner(), old.gate());
            running.remove(old);
            slot.chronicle().drained(old.subject(), Duration.ofNanos(System.nanoTime() - began), cutOff);
            done.complete(idle);
            ended.accept(slot);
        }
    }

    /** Generations of one slot that still end their calls. */
    int count(Slot slot) {
        return (int) running.keySet().stream()
                .filter(each -> each.subject().plugin().equals(slot.id()))
                .count();
    }

    /** Completes when all that drain now are gone. */
    CompletableFuture<Void> all() {
        return CompletableFuture.allOf(running.values().toArray(CompletableFuture[]::new));
    }
}
