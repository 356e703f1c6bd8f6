package io.mortise.wasm.internal.engine;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Work that waits, a turn for each plugin in a circle: who brings much waits for itself. Bounded. */
final class FairQueue<T> {
    private final int most;
    private final Object lock = new Object();
    private final Map<String, ArrayDeque<T>> byPlugin = new LinkedHashMap<>();
    private int size;
    private long lastOffer = System.nanoTime();

    FairQueue(int most) {
        this.most = most;
    }

    /** False when it is full. */
    boolean offer(String plugin, T work) {
        synchronized (lock) {
            if (size == most) {
                return false;
            }
            byPlugin.computeIfAbsent(plugin, absent -> new ArrayDeque<>()).add(work);
            size++;
            lastOffer = System.nanoTime();
            return true;
        }
    }

    /** How long ago the last work came. */
    Duration sinceLast() {
        synchronized (lock) {
            return Duration.ofNanos(System.nanoTime() - lastOffer);
        }
    }

    int size() {
        synchronized (lock) {
            return size;
        }
    }

    /** The oldest work of the plugin whose turn it is; that plugin then goes to the end of the circle. */
    Optional<T> poll() {
        synchronized (lock) {
            Iterator<Map.Entry<String, ArrayDeque<T>>> first =
                    byPlugin.entrySet().iterator();
            if (!first.hasNext()) {
                return Optional.empty();
            }
            Map.Entry<String, ArrayDeque<T>> turn = first.next();
            String plugin = turn.getKey();
            ArrayDeque<T> waiting = turn.getValue();
            first.remove();
            T next = waiting.remove();
            if (!waiting.isEmpty()) {
                byPlugin.put(plugin, waiting);
            }
            size--;
            return Optional.of(next);
        }
    }
}
