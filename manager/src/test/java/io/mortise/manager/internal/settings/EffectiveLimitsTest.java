package io.mortise.manager.internal.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.api.Limits;
import io.mortise.api.PluginId;
import io.mortise.api.RuntimeKind;
import io.mortise.api.manifest.LimitsAsk;
import io.mortise.api.manifest.PluginManifest;
import io.mortise.api.manifest.RuntimeSpec;
import io.mortise.manager.internal.settings.EffectiveLimits.Line;
import io.mortise.manager.internal.settings.Settings.LimitSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class EffectiveLimitsTest {
    private static final PluginId WEATHER = PluginId.of("weather");
    private static final String CEILING = "mortise.yaml limits.\"*\"";

    @Test
    void limits_areOurDefaults_whenNobodySaysAnything() {
        EffectiveLimits effective =
                EffectiveLimits.of(manifest(LimitsAsk.NONE, 8), RuntimeKind.WASM, LimitSettings.NONE);

        assertThat(effective)
                .isEqualTo(new EffectiveLimits(
                        Limits.WASM,
                        List.of(
                                new Line("timeout", "30s", "default", ""),
                                new Line("start_timeout", "30s", "default", ""),
                                new Line("memory", "64MiB", "default", ""),
                                new Line("payload", "1MiB", "default", ""),
                                new Line("concurrency", "8", "default", ""),
                                new Line("wait_timeout", "5s", "default", ""))));
    }

    @Test
    void smallerOfAskAndCeiling_holds() {
        EffectiveLimits effective = EffectiveLimits.of(
                manifest(ask(10, 128, 100), 256), RuntimeKind.WASM, new LimitSettings(Map.of(), ask(60, 32, 4)));

        assertThat(effective.limits())
                .isEqualTo(Limits.WASM
                        .withTimeout(Duration.ofSeconds(10))
                        .withMemoryBytes(32L << 20)
                        .withConcurrency(4));
        assertThat(effective.lines())
                .contains(
                        new Line("timeout", "10s", "plugin.yaml", "10s"),
                        new Line("memory", "32MiB", CEILING, "128MiB"),
                        new Line("concurrency", "4", CEILING, "100"));
    }

    @Test
    void ceiling_boundsOurDefaultToo_whenNothingIsAsked() {
        assertThat(EffectiveLimits.of(
                                manifest(LimitsAsk.NONE, 8),
                                RuntimeKind.WASM,
                                new LimitSettings(Map.of(), ask(60, 32, 16)))
                        .limits())
                .isEqualTo(Limits.WASM.withMemoryBytes(32L << 20));
    }

    @Test
    void settingsOfThePlugin_winOverCeilingAndAsk_whetherWiderOrNarrower() {
        EffectiveLimits effective = EffectiveLimits.of(
                manifest(ask(10, 16, 2), 8),
                RuntimeKind.WASM,
                new LimitSettings(Map.of(WEATHER, ask(300, 8, 6)), ask(5, 1, 1)));

        assertThat(effective.limits())
                .isEqualTo(Limits.WASM
                        .withTimeout(Duration.ofMinutes(5))
                        .withMemoryBytes(8L << 20)
                        .withConcurrency(6));
        assertThat(effective.lines()).contains(new Line("timeout", "5m", "mortise.yaml limits.weather", "10s"));
    }

    @Test
    void settings_speakOfTheAlias_whenThePluginHasOne() {
        LimitSettings forSecond = new LimitSettings(Map.of(PluginId.of("second"), ask(7, 64, 8)), LimitsAsk.NONE);
        PluginManifest manifest = manifest(LimitsAsk.NONE, 8);

        assertThat(EffectiveLimits.of(PluginId.of("second"), manifest, RuntimeKind.WASM, forSecond)
                        .limits()
                        .timeout())
                .isEqualTo(Duration.ofSeconds(7));
        assertThat(EffectiveLimits.of(manifest, RuntimeKind.WASM, forSecond)
                        .limits()
                        .timeout())
                .isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void concurrency_isThePoolOnWasm_whoeverSaidMore() {
        LimitSettings settings = new LimitSettings(Map.of(WEATHER, ask(30, 64, 50)), LimitsAsk.NONE);

        EffectiveLimits effective = EffectiveLimits.of(manifest(LimitsAsk.NONE, 3), RuntimeKind.WASM, settings);

        assertThat(effective.limits().concurrency()).isEqualTo(3);
        assertThat(effective.lines()).contains(new Line("concurrency", "3", "plugin.yaml wasm.pool.max_instances", ""));
        assertThat(EffectiveLimits.of(manifest(LimitsAsk.NONE, 3), RuntimeKind.GRPC, settings)
                        .limits()
                        .concurrency())
                .isEqualTo(50);
    }

    @Test
    void aboveDefaults_isWhatMustBeGranted() {
        assertThat(EffectiveLimits.aboveDefaults(manifest(ask(31, 64, 64), 8), RuntimeKind.WASM))
                .isEqualTo(new LimitsAsk(
                        Optional.of(Duration.ofSeconds(31)),
                        Optional.empty(),
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        OptionalInt.of(64),
                        Optional.empty()));
        assertThat(EffectiveLimits.aboveDefaults(manifest(ask(30, 64, 64), 8), RuntimeKind.GRPC))
                .isEqualTo(LimitsAsk.NONE);
    }

    private static PluginManifest manifest(LimitsAsk limits, int instances) {
        RuntimeSpec wasm = new RuntimeSpec.Wasm(
                "plugin.wasm", "auto", false, new RuntimeSpec.Pool(instances, 0, Duration.ofMinutes(5), 0), false);
        PluginManifest small = PluginManifest.of("weather", "1.0.0", wasm);
        return new PluginManifest(
                small.name(),
                small.version(),
                small.about(),
                small.runtimes(),
                small.requires(),
                small.functions(),
                small.contributes(),
                small.lifecycle(),
                small.permissions(),
                limits,
                small.configSchema());
    }

    private static LimitsAsk ask(int seconds, int mebibytes, int concurrency) {
        return new LimitsAsk(
                Optional.of(Duration.ofSeconds(seconds)),
                Optional.empty(),
                OptionalLong.of((long) mebibytes << 20),
                OptionalLong.empty(),
                OptionalInt.of(concurrency),
                Optional.empty());
    }
}
