package io.mortise.manager;

import static io.mortise.manager.PluginState.AWAITING_GRANT;
import static io.mortise.manager.PluginState.BACKOFF;
import static io.mortise.manager.PluginState.DISABLED;
import static io.mortise.manager.PluginState.DISCOVERED;
import static io.mortise.manager.PluginState.LOADING;
import static io.mortise.manager.PluginState.QUARANTINED;
import static io.mortise.manager.PluginState.RESOLVED;
import static io.mortise.manager.PluginState.RUNNING;
import static io.mortise.manager.PluginState.STARTING;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

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
        assertThat(PluginState.values())
                .allMatch(state -> state.mayBecome(DISABLED) && state.mayBecome(PluginState.STOPPED));
        assertThat(Arrays.stream(PluginState.values()).filter(QUARANTINED::mayBecome))
                .containsExactlyInAnyOrder(DISCOVERED, DISABLED, QUARANTINED, PluginState.STOPPED);
    }

    @Test
    void callsWait_orFail_byState() {
        assertThat(Arrays.stream(PluginState.values()).filter(state -> !state.isResting() && !state.isServing()))
                .containsExactly(DISCOVERED, RESOLVED, LOADING, STARTING, PluginState.IDLE);
        assertThat(AWAITING_GRANT.isResting()).isTrue();
        assertThat(BACKOFF.words()).isEqualTo("backoff");
    }
}
