package io.mortise.manager;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
    private final Hooks hooks;
    private final Map<Generation, CompletableFuture<Boolean>> running = new ConcurrentHashMap<>();
    private final Set<Generation> kept = ConcurrentHashMap.newKeySet();

    /**
     * Who hears of it.
     *
     * @param leaving the generation is out of service from here on
     * @param ended a generation of this slot is gone, waits idle in reserve, or serves again
     */
    record Hooks(Consumer<Generation> leaving, Consumer<Slot> ended) {}

    Drains(Starting starting, Hooks hooks) {
        this.starting = starting;
        this.hooks = hooks;
    }

    /**
     * Refuses new calls at once; the rest happens elsewhere.
     *
     * @param patience for the calls inside; each ends with its own deadline at the latest
     * @return completes when nothing of the generation is alive
     */
    CompletableFuture<Boolean> drain(Slot slot, Generation old, Duration patience) {
        return drain(slot, old, patience, Optional.empty());
    }

    /** The same, for those who do not wait. */
    void begin(Slot slot, Generation old, Duration patience) {
        var unused = drain(slot, old, patience);
    }

    /** The same, but when its calls have ended it stays started until somebody decides about it. */
    Reserve keep(Slot slot, Generation old, Duration patience) {
        Reserve reserve = new Reserve(old);
        var unused = drain(slot, old, patience, Optional.of(reserve));
        return reserve;
    }

    private CompletableFuture<Boolean> drain(Slot slot, Generation old, Duration patience, Optional<Reserve> reserve) {
        old.beginDrain();
        hooks.leaving().accept(old);
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        CompletableFuture<Boolean> earlier = running.putIfAbsent(old, done);
        if (earlier != null) {
            return earlier;
        }
        Thread thread = new Thread(
                () -> run(slot, old, patience, reserve, done),
                "plugin/" + slot.id() + '#' + old.subject().generation() + "/drain");
        thread.setDaemon(true);
        thread.start();
        return done;
    }

    private void run(
            Slot slot, Generation old, Duration patience, Optional<Reserve> reserve, CompletableFuture<Boolean> done) {
        long began = System.nanoTime();
        boolean idle = false;
        boolean stops = true;
        long cutOff = 0;
        try {
            idle = old.awaitIdle(patience);
            if (reserve.isPresent()) {
                stops = idle ? rest(slot, reserve.get()) : reserve.get().end();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (stops) {
                cutOff = old.inside();
                starting.end(old.subject(), old.runner(), old.gate());
            }
            running.remove(old);
            kept.remove(old);
            if (stops) {
                slot.chronicle().drained(old.subject(), Duration.ofNanos(System.nanoTime() - began), cutOff);
            }
            done.complete(idle);
            hooks.ended().accept(slot);
        }
    }

    /** Its calls have ended: it no longer counts as one that drains. True when it is to be stopped now. */
    private boolean rest(Slot slot, Reserve reserve) {
        kept.add(reserve.generation());
        hooks.ended().accept(slot);
        return reserve.awaitEnd();
    }

    /** It serves again: the calls still inside it are those of a live generation, and keep no reload waiting. */
    void cameBack(Slot slot, Generation old) {
        // Not once its drain has ended: nobody would take it out again.
        running.computeIfPresent(old, (each, done) -> {
            kept.add(each);
            return done;
        });
        hooks.ended().accept(slot);
    }

    /** Generations of one slot that still end their calls. */
    int count(Slot slot) {
        return (int) running.keySet().stream()
                .filter(each -> each.subject().plugin().equals(slot.id()) && !kept.contains(each))
                .count();
    }

    /** Generations of one slot that are not gone, those in reserve too. */
    boolean isEmpty(Slot slot) {
        return running.keySet().stream()
                .noneMatch(each -> each.subject().plugin().equals(slot.id()));
    }

    /** What is kept in the store for them. */
    Set<String> bundles() {
        Set<String> hashes = ConcurrentHashMap.newKeySet();
        running.keySet().forEach(each -> hashes.add(each.prepared().bundle().hash()));
        return hashes;
    }

    /** Completes when all that drain now are gone. */
    CompletableFuture<Void> all() {
        return CompletableFuture.allOf(running.values().toArray(CompletableFuture[]::new));
    }
}
