package io.mortise.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mortise.api.PluginId;
import io.mortise.api.Subject;
import io.mortise.api.error.Failure;
import io.mortise.manager.internal.settings.Settings;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CountsAndRatesTest {
    private static final Subject SUBJECT = new Subject(PluginId.of("echo"), "1.0.0", 1);

    @Test
    void counts_sumUpFailures_andKnowTheirPercentiles() {
        CallCounts counts = new CallCounts();
        for (int i = 0; i < 98; i++) {
            counts.ended(1_000_000, null);
        }
        counts.ended(100_000_000, Failure.GUEST_TRAPPED);
        counts.ended(100_000_000, Failure.GUEST_TRAPPED);

        PluginStatus.Calls calls = counts.snapshot(3);

        assertThat(calls.finished()).isEqualTo(100);
        assertThat(calls.failed()).isEqualTo(2);
        assertThat(calls.failures()).isEqualTo(Map.of(Failure.GUEST_TRAPPED, 2L));
        assertThat(calls.inside()).isEqualTo(3);
        assertThat(calls.median()).isBetween(Duration.ofNanos(1_000_000), Duration.ofNanos(1_250_000));
        assertThat(calls.p99()).isBetween(Duration.ofMillis(100), Duration.ofMillis(125));
    }

    @Test
    void counts_takeAnyDuration() {
        CallCounts counts = new CallCounts();
        for (long nanos : new long[] {Long.MIN_VALUE, -1, 0, 1, 2, 3, 4, 5, Long.MAX_VALUE}) {
            assertThatCode(() -> counts.ended(nanos, null)).doesNotThrowAnyException();
        }
        assertThat(counts.snapshot(0).finished()).isEqualTo(9);
    }

    @Test
    void rate_letsABurstPass_thenOneForEachStep() {
        RateGate gate = new RateGate(new Settings.Rate(10, Duration.ofSeconds(1)), 0);
        for (int i = 0; i < 10; i++) {
            gate.pass(SUBJECT, 0);
        }
        assertThatThrownBy(() -> gate.pass(SUBJECT, 0)).hasMessageEndingWith("[LIMIT_REACHED]");

        gate.pass(SUBJECT, Duration.ofMillis(100).toNanos());
        assertThatThrownBy(() -> gate.pass(SUBJECT, Duration.ofMillis(100).toNanos()))
                .hasMessageContaining("raise budget.calls");
    }

    @Test
    void restarts_waitEverLonger_thenGiveUp_andForgetAfterAMinuteOfService() {
        Settings.Restart limits = new Settings.Restart(
                Duration.ofMillis(200), Duration.ofSeconds(30), new Settings.Rate(5, Duration.ofMinutes(10)));
        Restarts restarts = new Restarts(new Random(7));
        long now = 0;

        Duration first = restarts.next(now, Duration.ZERO, limits).orElseThrow();
        Duration second = restarts.next(now, Duration.ZERO, limits).orElseThrow();
        Duration third = restarts.next(now, Duration.ZERO, limits).orElseThrow();

        assertThat(first).isBetween(Duration.ofMillis(150), Duration.ofMillis(250));
        assertThat(second).isBetween(Duration.ofMillis(300), Duration.ofMillis(500));
        assertThat(third).isBetween(Duration.ofMillis(600), Duration.ofMillis(1_000));
        assertThat(restarts.next(now, Restarts.FORGET, limits).orElseThrow()).isLessThan(Duration.ofMillis(251));
        assertThat(restarts.next(now, Duration.ZERO, limits)).isPresent();
        assertThat(restarts.next(now, Duration.ZERO, limits)).isEqualTo(Optional.empty());
        assertThat(restarts.next(Duration.ofMinutes(11).toNanos(), Duration.ZERO, limits))
                .isPresent();
        restarts.reset();
        assertThat(restarts.next(now, Duration.ZERO, limits).orElseThrow()).isLessThan(Duration.ofMillis(251));
    }
}
