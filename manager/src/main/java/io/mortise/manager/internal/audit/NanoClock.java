package io.mortise.manager.internal.audit;

import java.time.Instant;

/** Turns monotonic readings into times of day, for readers. Steps of the wall clock do not move what was noted. */
record NanoClock(Instant anchor, long anchorNanos) {
    static NanoClock now() {
        return new NanoClock(Instant.now(), System.nanoTime());
    }

    Instant instant(long nanos) {
        return anchor.plusNanos(nanos - anchorNanos);
    }
}
