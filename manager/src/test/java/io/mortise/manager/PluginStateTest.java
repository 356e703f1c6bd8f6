package io.mortise.manager;

import static io.mortise.manager.PluginState.AWAITING_GRANT;
import static io.mortise.manager.PluginState.BACKOFF;
import static io.mortise.manager.PluginState.DISABLED;
import static io.mortise.manager.PluginState.DISCOVERED;
import static io.mortise.manager.PluginState.FAILED;
import static io.mortise.manager.PluginState.IDLE;
import static io.mortise.manager.PluginState.INVALID;
import static io.mortise.manager.PluginState.LOADING;
import static io.mortise.manager.PluginState.QUARANTINED;
import static io.mortise.manager.PluginState.RESOLVED;
import static io.mortise.manager.PluginState.RUNNING;
import static io.mortise.manager.PluginState.STARTING;
import static io.mortise.manager.PluginState.STOPPED;
import static io.mortise.manager.PluginState.UNRESOLVED;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PluginStateTest {
    @Test
    void theRoadToService_isLegalStepByStep_andNoStepMayBeLeftOut() {
        PluginState[] road = {DISCOVERED, RESOLVED, LOADING, STARTING, RUNNING};
        for (int i = 0; i + 1 < road.length; i++) {
            assertThat(road[i].mayBecome(road[i + 1]))
                    .as(road[i] + " to " + road[i + 1])
                    .isTrue();
        }
        assertThat(DISCOVERED.mayBecome(LOADING)).isFalse();
        assertThat(DISCOVERED.mayBecome(RUNNING)).isFalse();
        assertThat(LOADING.mayBecome(RUNNING)).isFalse();
    }

    @Test
    void everyState_mayBeDisabledAndStopped_andNoneButAnOperatorLeavesQuarantine() {
        assertThat(PluginState.values()).allMatch(state -> state.mayBecome(DISABLED) && state.mayBecome(STOPPED));
        assertThat(Arrays.stream(PluginState.values()).filter(QUARANTINED::mayBecome))
                .containsExactlyInAnyOrder(DISCOVERED, DISABLED, QUARANTINED, STOPPED);
    }

    /** Every pair of states; the rows are the table of the state machine, written out by hand. */
    @ParameterizedTest
    @EnumSource(PluginState.class)
    void everyStep_isLegalOrRefused_asTheTableSays(PluginState from) {
        Set<PluginState> legal = legal(from);
        for (PluginState to : PluginState.values()) {
            assertThat(from.mayBecome(to)).as(from + " to " + to).isEqualTo(legal.contains(to));
        }
    }

    private static Set<PluginState> legal(PluginState from) {
        String next =
                switch (from) {
                    case DISCOVERED -> "RESOLVED";
                    case RESOLVED -> "RESOLVED LOADING STARTING RUNNING";
                    case LOADING -> "RESOLVED STARTING";
                    case STARTING -> "RESOLVED RUNNING";
                    case RUNNING -> "RESOLVED DEGRADED DRAINING STARTING";
                    case DEGRADED -> "RESOLVED RUNNING DRAINING STARTING";
                    case DRAINING -> "RESOLVED STARTING RUNNING";
                    case IDLE -> "RESOLVED LOADING";
                    case STOPPED, INVALID, UNRESOLVED, AWAITING_GRANT, BACKOFF, FAILED, DISABLED ->
                        "RESOLVED DISCOVERED LOADING";
                    case QUARANTINED -> "";
                };
        Set<PluginState> all = EnumSet.of(DISABLED, QUARANTINED, STOPPED);
        if (from == QUARANTINED) {
            all.add(DISCOVERED);
            return all;
        }
        all.addAll(EnumSet.of(INVALID, UNRESOLVED, AWAITING_GRANT, IDLE, FAILED, BACKOFF));
        Stream.of(next.split(" ")).map(PluginState::valueOf).forEach(all::add);
        return all;
    }

    @Test
    void callsWait_orFail_byState() {
        assertThat(Arrays.stream(PluginState.values()).filter(state -> !state.isResting() && !state.isServing()))
                .containsExactly(DISCOVERED, RESOLVED, LOADING, STARTING, IDLE);
        assertThat(AWAITING_GRANT.isResting()).isTrue();
        assertThat(BACKOFF.words()).isEqualTo("backoff");
    }
}
