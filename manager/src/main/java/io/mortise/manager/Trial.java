package io.mortise.manager;

import io.mortise.manager.CallWindow.Tally;
import java.time.Instant;
import java.util.Optional;

/**
 * A new generation on probation.
 *
 * @param before whose share of failures it is measured by
 * @param reserve that one, still started; absent after a handover
 * @param until by the wall clock, for people
 */
record Trial(Slot slot, Generation next, Generation before, Optional<Reserve> reserve, Instant until) {
    boolean trips() {
        return Probation.trips(next.calls().tally(), measure());
    }

    boolean isPassed() {
        return Probation.isPassed(next.calls().tally());
    }

    String verdict() {
        return Probation.words(next.calls().tally(), measure());
    }

    private Tally measure() {
        return before.calls().tally();
    }

    /** What may go back into service at once; absent when its guest has ended, too. */
    Optional<Reserve> ready() {
        return reserve.filter(kept -> kept.generation().crash().isEmpty());
    }

    /** The same bounds for another generation that came before this one had proved itself. */
    Trial passedTo(Generation successor, Instant end) {
        return new Trial(slot, successor, before, reserve, end);
    }
}
