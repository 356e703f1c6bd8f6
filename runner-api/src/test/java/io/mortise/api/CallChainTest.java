package io.mortise.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CallChainTest {
    @Test
    void chain_holdsEveryPluginItCameThrough() {
        CallChain chain = CallChain.EMPTY.through(PluginId.of("outer")).through(PluginId.of("inner"));

        assertThat(chain.depth()).isEqualTo(2);
        assertThat(chain.holds(PluginId.of("outer"))).isTrue();
        assertThat(chain.holds(PluginId.of("inner"))).isTrue();
        assertThat(chain.holds(PluginId.of("other"))).isFalse();
        assertThat(CallChain.EMPTY.holds(PluginId.of("outer"))).isFalse();
    }

    @Test
    void canceller_runsEachHookOnce_andForgetsClosedOnes() {
        Canceller canceller = new Canceller();
        List<String> ran = new ArrayList<>();
        canceller.onCancel(() -> ran.add("kept"));
        canceller.onCancel(() -> ran.add("closed")).close();

        canceller.cancel();
        canceller.cancel();
        canceller.onCancel(() -> ran.add("late"));

        assertThat(ran).containsExactly("kept", "late");
    }

    @Test
    void deadline_ofForEver_neverOverflows() {
        Deadline never = Deadline.after(Duration.ofSeconds(Long.MAX_VALUE));
        Deadline soon = Deadline.after(Duration.ofSeconds(1));

        assertThat(never.hasPassed()).isFalse();
        assertThat(never.earlier(soon)).isEqualTo(soon);
        assertThat(Deadline.after(Duration.ofSeconds(-1)).hasPassed()).isTrue();
        assertThat(Deadline.after(Duration.ofSeconds(-1)).remaining()).isZero();
    }

    @Test
    void identity_isNameAndOrigin() {
        PluginId weather = PluginId.of("weather");

        assertThat(new Origin("dir:.").identityOf(weather)).matches("weather-[0-9a-f]{12}");
        assertThat(new Origin("dir:.").identityOf(weather)).isNotEqualTo(new Origin("dir:../x").identityOf(weather));
    }
}
