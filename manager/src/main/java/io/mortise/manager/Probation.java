package io.mortise.manager;

import io.mortise.manager.CallWindow.Tally;

/** The arithmetic by which a new generation is sent back. */
final class Probation {
    /** Fewer calls say nothing. */
    static final int FEWEST = 10;

    /** After so many it has proved itself. */
    static final int CALLS = 100;

    /** So many times worse than the one before. */
    static final int WORSE = 5;

    private Probation() {}

    /** True when more than half of its calls are its fault, and more than five times the share its predecessor had. */
    static boolean trips(Tally next, Tally before) {
        long finished = next.finished();
        long faults = next.faults();
        long faultsBefore = before.faults();
        return finished >= FEWEST
                && 2 * faults > finished
                && faults * Math.max(1, before.finished()) > WORSE * faultsBefore * finished;
    }

    static boolean isPassed(Tally next) {
        return next.finished() >= CALLS;
    }

    /** Why it was sent back. */
    static String words(Tally next, Tally before) {
        return "%d of its %d calls trapped, crashed or timed out, of the last %d before it %d did"
                .formatted(next.faults(), next.finished(), before.finished(), before.faults());
    }
}
