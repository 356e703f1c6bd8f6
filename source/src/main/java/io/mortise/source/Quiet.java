package io.mortise.source;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;

/** How long nothing may have changed before files are believed to be complete. Immutable. */
record Quiet(Duration period, Clock clock) {
    /** Waits for the rest of the period since the last change; false when it is already over. */
    boolean waitFor(long newestNanos) throws InterruptedException {
        long now = ChronoUnit.NANOS.between(java.time.Instant.EPOCH, clock.instant());
        long age = now - newestNanos;
        if (age >= period.toNanos()) {
            return false;
        }
        // A change from the future says that a clock is wrong: the whole period then.
        NANOSECONDS.sleep(age < 0 ? period.toNanos() : period.toNanos() - age);
        return true;
    }
}
