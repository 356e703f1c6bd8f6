package io.mortise.bench;

import java.time.Duration;

/**
 * How long is measured.
 *
 * @param warmUp of each side before anything counts
 * @param rounds the median of these is the figure
 * @param passes the best of these is a round's figure for a side
 * @param pass the least time of one pass
 */
record Effort(Duration warmUp, int rounds, int passes, Duration pass) {
    static final Effort WHOLE = new Effort(Duration.ofSeconds(8), 9, 5, Duration.ofMillis(120));
    static final Effort QUICK = new Effort(Duration.ofSeconds(3), 5, 3, Duration.ofMillis(60));
}
