package io.mortise.api;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;

/**
 * The moment a call ends, on the monotonic clock: a step of the wall clock neither kills nor revives a call.
 *
 * @param nanoTime comparable with {@link System#nanoTime()} only
 * @param limit the time given when it was set, for messages
 */
public record Deadline(long nanoTime, Duration limit) {
    public Deadline {
        requireNonNull(limit, "limit");
    }

    /** This long from now. More than a century counts as a century. */
    public static Deadline after(Duration limit) {
        return new Deadline(System.nanoTime() + nanos(limit), limit);
    }

    /** What is left; negative when passed. */
    public long remainingNanos() {
        return nanoTime - System.nanoTime();
    }

    /** What is left, never negative. */
    public Duration remaining() {
        return Duration.ofNanos(Math.max(0, remainingNanos()));
    }

    public boolean hasPassed() {
        return remainingNanos() <= 0;
    }

    /** The one of both that ends first. */
    public Deadline earlier(Deadline other) {
        return nanoTime - other.nanoTime <= 0 ? this : other;
    }

    /** When that is by the wall clock as it stands now; for messages only. */
    public Instant instant() {
        return Instant.now().plusNanos(remainingNanos());
    }

    private static long nanos(Duration limit) {
        long century = 100L * 365 * 24 * 3600 * 1_000_000_000L / 2;
        return limit.compareTo(Duration.ofNanos(century)) > 0 ? century : limit.toNanos();
    }
}
