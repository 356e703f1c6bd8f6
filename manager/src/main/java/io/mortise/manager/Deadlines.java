package io.mortise.manager;

import java.time.Duration;

/** Arithmetic of time limits. */
final class Deadlines {
    private static final long FIFTY_YEARS = 50L * 365 * 24 * 3600 * 1_000_000_000L;

    private Deadlines() {}

    /** Nanoseconds that can be added to a clock without passing its end. */
    static long nanos(Duration limit) {
        return limit.toSeconds() >= FIFTY_YEARS / 1_000_000_000L ? FIFTY_YEARS : limit.toNanos();
    }
}
