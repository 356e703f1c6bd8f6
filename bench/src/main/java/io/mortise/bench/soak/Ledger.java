package io.mortise.bench.soak;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.BitSet;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/** What the guest really did: it writes down the number of each call it works on, by a host function. */
final class Ledger {
    /** The caller whose calls take their time. */
    static final String SLOW = "slow";

    private static final Duration WORK = Duration.ofMillis(5);

    private final Duration hold;
    // A bit for each call: an hour of them must not look like a leak in what is measured.
    private final Map<String, BitSet> done = new ConcurrentHashMap<>();
    private final LongAdder twice = new LongAdder();

    /** @param hold how long a call of {@link #SLOW} takes */
    Ledger(Duration hold) {
        this.hold = hold;
    }

    /** The host function; the payload is {@code caller-number}. */
    byte[] write(byte[] payload) {
        String call = new String(payload, UTF_8);
        if (!isFirst(call)) {
            twice.increment();
        }
        long end = System.nanoTime() + (call.startsWith(SLOW) ? hold : WORK).toNanos();
        while (System.nanoTime() - end < 0 && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(end - System.nanoTime());
        }
        return payload;
    }

    private boolean isFirst(String call) {
        BitSet numbers = done.computeIfAbsent(caller(call), who -> new BitSet());
        synchronized (numbers) {
            boolean first = !numbers.get(number(call));
            numbers.set(number(call));
            return first;
        }
    }

    boolean isDone(String call) {
        BitSet numbers = done.getOrDefault(caller(call), new BitSet());
        synchronized (numbers) {
            return numbers.get(number(call));
        }
    }

    /** How often a call was worked on again. */
    long twice() {
        return twice.sum();
    }

    private static String caller(String call) {
        return call.substring(0, call.lastIndexOf('-'));
    }

    private static int number(String call) {
        return Integer.parseInt(call.substring(call.lastIndexOf('-') + 1));
    }
}
