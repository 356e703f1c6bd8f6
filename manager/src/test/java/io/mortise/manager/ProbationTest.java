package io.mortise.manager;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.api.Subject;
import io.mortise.api.error.Failure;
import io.mortise.api.error.PluginException;
import io.mortise.manager.CallWindow.Tally;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProbationTest {
    @ParameterizedTest(name = "{1} of {0} after {3} of {2}: {4}")
    @CsvSource({
        "9,   9,  100, 0,  false", // fewer than ten say nothing
        "10,  5,  100, 0,  false", // half is not more than half
        "10,  6,  100, 0,  true",
        "100, 50, 100, 0,  false",
        "100, 51, 100, 0,  true",
        "10,  6,  0,   0,  true", // nothing is known of the one before: it had no failures
        "10,  6,  100, 12, false", // exactly five times is not more than five times
        "10,  6,  100, 11, true",
        "10,  10, 100, 20, false", // one that failed every fifth call cannot be five times better
        "10,  10, 100, 19, true",
        "20,  11, 50,  5,  true",
        "20,  11, 50,  6,  false"
    })
    void trips_byTheRuleAlone(int finished, int faults, int before, int faultsBefore, boolean trips) {
        assertThat(Probation.trips(new Tally(finished, faults), new Tally(before, faultsBefore)))
                .isEqualTo(trips);
    }

    @Test
    void window_countsTheLastHundred() {
        CallWindow window = new CallWindow();
        for (int i = 0; i < 40; i++) {
            window.ended(CallEnd.FAULT);
        }
        assertThat(window.tally()).isEqualTo(new Tally(40, 40));
        for (int i = 0; i < 70; i++) {
            window.ended(CallEnd.ANSWERED);
        }

        assertThat(window.tally()).isEqualTo(new Tally(100, 30));
    }

    @Test
    void window_doesNotCountWhatSaysNothing() {
        CallWindow window = new CallWindow();
        window.ended(CallEnd.UNKNOWN);

        assertThat(window.tally()).isEqualTo(Tally.NONE);
    }

    @ParameterizedTest
    @CsvSource({
        "GUEST_TRAPPED,   false, FAULT",
        "GUEST_CRASHED,   false, FAULT",
        "DEADLINE_PASSED, true,  FAULT",
        "DEADLINE_PASSED, false, UNKNOWN", // a caller with little time proves nothing, and ends no probation
        "CANCELLED,       false, UNKNOWN",
        "LIMIT_REACHED,   false, UNKNOWN",
        "HOST_BUG,        false, UNKNOWN",
        "REJECTED,        false, ANSWERED"
    })
    void end_isThePluginsFault_orNot(Failure failure, boolean ownLimit, CallEnd end) {
        PluginException thrown =
                PluginException.of(failure, Subject.unstarted(io.mortise.api.PluginId.of("ab"), ""), "x");

        assertThat(CallEnd.of(thrown, ownLimit)).isEqualTo(end);
    }
}
