package io.mortise.manager;

import io.mortise.manager.internal.settings.Settings;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** When a plugin that ended by itself is tried again: ever later, with jitter, and not for ever. Any thread. */
final class Restarts {
    /** A generation that served so long made its predecessors' failures old news. */
    static final Duration FORGET = Duration.ofSeconds(60);

    private final RandomGenerator random;
    private final Object lock = new Object();
    private final Deque<Long> tries = new ArrayDeque<>();
    private int inARow;

    Restarts(RandomGenerator random) {
        this.random = random;
    }

    /**
     * The time until the next try; empty when it had its tries.
     *
     * @param now on the monotonic clock
     * @param served how long the generation that ended had served; zero when it never did
     */
    Optional<Duration> next(long now, Duration served, Settings.Restart limits) {
        synchronized (lock) {
            if (served.compareTo(FORGET) >= 0) {
                inARow = 0;
            }
            long span = limits.max().span().toNanos();
            tries.removeIf(then -> now - then > span);
            if (tries.size() >= limits.max().count()) {
                return Optional.empty();
            }
            tries.addLast(now);
            return Optional.of(jittered(limits));
        }
    }

    private Duration jittered(Settings.Restart limits) {
        double millis = limits.first().toMillis() * Math.pow(2, Math.min(inARow++, 30));
        double bounded = Math.min(millis, (double) limits.last().toMillis());
        return Duration.ofMillis((long) (bounded * (0.75 + random.nextDouble() / 2)));
    }

    /** An operator's word: all is forgotten. */
    void reset() {
        synchronized (lock) {
            tries.clear();
            inARow = 0;
        }
    }
}
