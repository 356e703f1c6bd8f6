package io.mortise.bench.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.api.RuntimeKind;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The soak in short; {@code bench/soak.sh} is the whole. */
@Tag("slow")
@Timeout(120)
class SoakTest {
    @ParameterizedTest
    @EnumSource
    void fewReloads_withFaultsInEveryStep_loseNoCall(RuntimeKind runtime) throws Exception {
        SoakReport report = Soak.run(SoakPlan.SHORT, runtime);

        assertThat(report.wrong()).as(report.text()).isEmpty();
        assertThat(report.isGood()).as(report.text()).isTrue();
        assertThat(report.calls()).isPositive();
        assertThat(report.reloads()).isPositive();
    }
}
