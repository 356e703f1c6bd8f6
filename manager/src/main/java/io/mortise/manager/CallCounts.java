package io.mortise.manager;

import io.mortise.api.error.Failure;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** How many calls of one plugin ended, how, and how long they took. Striped: callers count without meeting. */
final class CallCounts {
    /** Four buckets for each doubling, from 1 ns to about 73 min: a percentile is off by at most a quarter. */
    private static final int BUCKETS = 42 * 4;

    /** Powers of two, in nanoseconds, at which a histogram is told: 1 µs to 69 s. */
    private static final int FIRST_POWER = 10;

    private static final int LAST_POWER = 36;

    private final LongAdder nanos = new LongAdder();
    private final LongAdder[] byDuration = adders(BUCKETS);
    private final Map<Failure, LongAdder> byFailure = new EnumMap<>(Failure.class);

    CallCounts() {
        for (Failure each : Failure.values()) {
            byFailure.put(each, new LongAdder());
        }
    }

    /** {@code failure} is null when it succeeded. */
    void ended(long took, @Nullable Failure failure) {
        byDuration[bucket(took)].increment();
        nanos.add(took);
        if (failure != null) {
            Optional.ofNullable(byFailure.get(failure)).ifPresent(LongAdder::increment);
        }
    }

    PluginStatus.Calls snapshot(long inside) {
        long[] durations = new long[BUCKETS];
        long finished = 0;
        for (int i = 0; i < BUCKETS; i++) {
            durations[i] = byDuration[i].sum();
            finished += durations[i];
        }
        Map<Failure, Long> failures = new EnumMap<>(Failure.class);
        byFailure.forEach((failure, count) -> {
            if (count.sum() > 0) {
                failures.put(failure, count.sum());
            }
        });
        long failed = failures.values().stream().mapToLong(Long::longValue).sum();
        return new PluginStatus.Calls(
                finished,
                failed,
                failures,
                inside,
                percentile(durations, finished, 0.5),
                percentile(durations, finished, 0.99));
    }

    /**
     * How long calls took.
     *
     * @param bounds upper bound in seconds to the calls that took less, cumulative
     */
    record Histogram(SortedMap<Double, Long> bounds, long count, double sumSeconds) {}

    Histogram histogram() {
        SortedMap<Double, Long> bounds = new TreeMap<>();
        long below = 0;
        for (int i = 0; i < BUCKETS; i++) {
            int power = i / 4;
            if (i % 4 == 0 && power >= FIRST_POWER && power <= LAST_POWER && power % 2 == 0) {
                bounds.put((1L << power) / 1e9, below);
            }
            below += byDuration[i].sum();
        }
        return new Histogram(bounds, below, nanos.sum() / 1e9);
    }

    private static Duration percentile(long[] durations, long total, double share) {
        long rank = (long) Math.ceil(total * share);
        long seen = 0;
        for (int i = 0; i < durations.length && rank > 0; i++) {
            seen += durations[i];
            if (seen >= rank) {
                return Duration.ofNanos(upperBound(i));
            }
        }
        return Duration.ZERO;
    }

    private static int bucket(long nanos) {
        if (nanos < 4) {
            return (int) Math.max(0, nanos);
        }
        int power = 63 - Long.numberOfLeadingZeros(nanos);
        int quarter = (int) (nanos >>> (power - 2)) & 3;
        return Math.min(BUCKETS - 1, power * 4 + quarter);
    }

    private static long upperBound(int bucket) {
        int power = bucket / 4;
        return power < 2 ? bucket : (5L + bucket % 4) << (power - 2);
    }

    private static LongAdder[] adders(int count) {
        LongAdder[] all = new LongAdder[count];
        for (int i = 0; i < count; i++) {
            all[i] = new LongAdder();
        }
        return all;
    }
}
