package io.mortise.bench.soak;

import java.time.Duration;

/**
 * How much.
 *
 * @param reloads of each runtime, at most
 * @param atMost the time for the reloads of one runtime
 * @param quiet calls without reloads before: half to warm up, half to compare with
 * @param hold how long the long function takes
 */
record SoakPlan(int reloads, Duration atMost, Duration quiet, Duration hold) {
    static final SoakPlan WHOLE =
            new SoakPlan(1_000, Duration.ofHours(12), Duration.ofSeconds(10), Duration.ofSeconds(31));

    static final SoakPlan SHORT =
            new SoakPlan(16, Duration.ofSeconds(25), Duration.ofSeconds(4), Duration.ofSeconds(3));

    SoakPlan withReloads(int count) {
        return new SoakPlan(count, atMost, quiet, hold);
    }

    SoakPlan withSeconds(int seconds) {
        return new SoakPlan(reloads, Duration.ofSeconds(seconds), quiet, hold);
    }
}
