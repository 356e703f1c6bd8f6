package io.mortise.manager.internal.quota;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.api.PluginId;
import io.mortise.manager.internal.settings.Settings;
import io.mortise.manager.internal.settings.Settings.Quota;
import io.mortise.manager.internal.settings.Settings.Rate;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class PluginQuotasTest {
    private static final PluginId WEATHER = PluginId.of("weather");
    private static final long SECOND = 1_000_000_000L;
    /** Far from zero, as the monotonic clock may be; and about to wrap. */
    private static final long NOW = Long.MAX_VALUE - SECOND / 2;

    private final PluginQuotas quotas = new PluginQuotas();

    private void set(Quota quota, long count) {
        quotas.set(
                new Settings.Budget(
                        OptionalLong.empty(),
                        OptionalInt.empty(),
                        Optional.empty(),
                        Map.of(),
                        Optional.empty(),
                        Map.of(
                                quota,
                                new Settings.PerPlugin(
                                        Map.of(WEATHER, new Rate(count, Duration.ofSeconds(1))), Optional.empty()))),
                WEATHER,
                NOW);
    }

    @Test
    void nothingIsMetered_whereNothingIsSet() {
        quotas.set(Settings.Budget.NONE, WEATHER, NOW);

        assertThat(quotas.isMetering()).isFalse();
        assertThat(quotas.call(Optional.of("acme"), NOW)).isEmpty();
        assertThat(quotas.hostCall(NOW)).isEmpty();
    }

    @Test
    void hostCalls_areSoManyInASpan_andComeBackWithTime() {
        set(Quota.HOST_CALLS, 3);

        assertThat(quotas.hostCall(NOW)).isEmpty();
        assertThat(quotas.hostCall(NOW)).isEmpty();
        assertThat(quotas.hostCall(NOW)).isEmpty();
        QuotaRefusal refusal = quotas.hostCall(NOW).orElseThrow();
        assertThat(refusal.text())
                .isEqualTo("used up its budget.host_calls of 3/1s; raise it in mortise.yaml or ask for less");
        assertThat(quotas.hostCall(NOW + SECOND / 3 + 10)).isEmpty();
        assertThat(quotas.hostCall(NOW + SECOND / 3 + 10)).isPresent();
    }

    @Test
    void guestTime_isWhatACallTookWithoutItsHostCalls() {
        set(Quota.GUEST, SECOND / 2);

        GuestTime time = new GuestTime();
        time.inHostCall(SECOND * 9);
        time.waited(SECOND);
        quotas.inGuest(time.ended(SECOND * 10), NOW);
        assertThat(quotas.call(Optional.empty(), NOW)).isEmpty();

        quotas.inGuest(time.ended(SECOND / 2), NOW);
        assertThat(quotas.call(Optional.empty(), NOW).orElseThrow().text())
                .startsWith("used up its budget.guest of 500ms/1s");
        assertThat(quotas.call(Optional.empty(), NOW + SECOND)).isEmpty();
    }

    @Test
    void oneHugeCall_isForgivenAfterTwoSpans() {
        set(Quota.BYTES, 1_000);

        quotas.carried(Long.MAX_VALUE / 4, NOW);

        assertThat(quotas.call(Optional.empty(), NOW + SECOND / 2)).isPresent();
        assertThat(quotas.hostCall(NOW + SECOND / 2)).isPresent();
        assertThat(quotas.call(Optional.empty(), NOW + 2 * SECOND)).isEmpty();
    }

    @Test
    void tenants_areCountedApart() {
        set(Quota.TENANT_CALLS, 1);

        assertThat(quotas.call(Optional.of("acme"), NOW)).isEmpty();
        assertThat(quotas.call(Optional.of("acme"), NOW)).isPresent();
        assertThat(quotas.call(Optional.of("other"), NOW)).isEmpty();
        assertThat(quotas.call(Optional.empty(), NOW)).isEmpty();
    }

    @Test
    void whatWasUsed_countsOn_whenOtherSettingsChange() {
        set(Quota.HOST_CALLS, 1);
        assertThat(quotas.hostCall(NOW)).isEmpty();

        set(Quota.HOST_CALLS, 1);
        assertThat(quotas.hostCall(NOW)).isPresent();
        set(Quota.HOST_CALLS, 2);
        assertThat(quotas.hostCall(NOW)).isEmpty();
    }
}
