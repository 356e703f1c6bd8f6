package io.mortise.bench.soak;

import java.util.concurrent.atomic.AtomicLongArray;

/** How long calls took, in steps of a tenth of a millisecond up to two seconds. */
final class Latencies {
    private static final int STEPS = 20_000;
    private static final long STEP_NANOS = 100_000;

    private final AtomicLongArray counts = new AtomicLongArray(STEPS + 1);

    void add(long nanos) {
        counts.incrementAndGet((int) Math.min(STEPS, nanos / STEP_NANOS));
    }

    /** In milliseconds; 0 when nothing was measured. */
    double p99() {
        long all = 0;
        for (int i = 0; i <= STEPS; i++) {
            all += counts.get(i);
        }
        long seen = 0;
        for (int i = 0; i <= STEPS; i++) {
            seen += counts.get(i);
            if (all > 0 && seen * 100 >= all * 99) {
                return (i + 1) / 10.0;
            }
        }
        return 0;
    }
}
