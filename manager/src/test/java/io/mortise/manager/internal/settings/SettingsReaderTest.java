package io.mortise.manager.internal.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.api.PluginId;
import io.mortise.api.RuntimeKind;
import io.mortise.api.Sandbox;
import io.mortise.api.error.Detail.Violation;
import io.mortise.api.host.LogLine;
import io.mortise.api.manifest.LimitsAsk;
import io.mortise.manager.internal.settings.Settings.Audit;
import io.mortise.manager.internal.settings.Settings.PluginsEntry;
import io.mortise.manager.internal.settings.Settings.Rate;
import io.mortise.manager.internal.settings.Settings.Snapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsReaderTest {
    private static final PluginId WEATHER = PluginId.of("weather");
    private static final PluginId RATES = PluginId.of("rates");

    @TempDir
    Path home;

    @Test
    void settings_areOurDefaults_whenThereIsNoFile() {
        assertThat(SettingsReader.read(home.resolve("mortise.yaml")))
                .isEqualTo(new SettingsReading.Valid(Settings.STANDARD));
    }

    @Test
    void settings_areOurDefaults_whenEveryLineIsAComment() throws IOException {
        assertThat(read("# reload: { debounce: 1s }\n\n   # more\n"))
                .isEqualTo(new SettingsReading.Valid(Settings.STANDARD));
    }

    @Test
    void settings_areOurDefaults_whenTheDefaultsAreWritten() throws IOException {
        assertThat(
                        read(
                                """
                        plugins: [ . ]
                        http: { max_body: 8MiB }
                        sandbox: { level: limited, minimum: none }
                        policy: normal
                        reload: { debounce: 200ms, quiet: 500ms, drain_timeout: 310s, probation: 30s }
                        health: { interval: 15s, deadline: 3s, misses: 3 }
                        restart: { backoff: 200ms..30s, max: 5/10m }
                        log: { lines_per_second: 1000, keep: 1000, audit: file }
                        """))
                .isEqualTo(new SettingsReading.Valid(Settings.STANDARD));
    }

    @Test
    void settings_areReadWhole_whenEveryFieldIsWritten() throws IOException {
        SettingsReading reading = read(
                """
                plugins: [ ., { dir: ../ours, grants: as-declared, snapshot: link } ]
                config:  { weather: { units: celsius, api_key: { secret: WEATHER_API_KEY }, region: { env: REGION } } }
                limits:  { weather: { payload: 256KiB, concurrency: 2 }, "*": { memory: 32MiB } }
                enabled: { rates: false }
                runtime: { weather: grpc }
                http:    { addresses: { Grafana.internal: [10.0.0.0/8, "fd00::/8"] }, proxy: "http://proxy:3128", max_body: 1MiB, trace: true }
                sandbox: { level: full, minimum: limited }
                policy:  strict
                grants:  { policy: fleet.yaml }
                probes:  { weather: [ { function: self_test }, { function: ask, input: { city: Paris } } ] }
                reload:  { debounce: 1s, quiet: 0ms, drain_timeout: 1m, probation: 0s }
                health:  { interval: 1m, deadline: 1s, misses: 5 }
                restart: { backoff: 1s..1m, max: 3/h }
                budget:  { memory: 512MiB, plugins: 50, idle: 10m, calls: { "*": 1000/s, weather: 5/10m }, host_calls: { weather: 9/s }, guest: { "*": 30s/1m }, bytes: { weather: 64MiB/m }, tenant_calls: { "*": 7/s } }
                log:     { lines_per_second: 10, keep: 0, audit: none, level: { weather: warn, "*": info } }
                record:  { weather: 20 }
                secrets: { file: secrets.env }
                services: { kv: h2 }
                x-note: free
                """);

        assertThat(reading)
                .isEqualTo(new SettingsReading.Valid(new Settings(
                        List.of(
                                new PluginsEntry(".", false, Snapshot.COPY, Map.of()),
                                new PluginsEntry("../ours", true, Snapshot.LINK, Map.of())),
                        Map.of(
                                WEATHER,
                                "{\"units\":\"celsius\",\"api_key\":{\"secret\":\"WEATHER_API_KEY\"},"
                                        + "\"region\":{\"env\":\"REGION\"}}"),
                        new Settings.LimitSettings(
                                Map.of(WEATHER, ask(OptionalLong.empty(), OptionalLong.of(256L << 10), 2)),
                                ask(OptionalLong.of(32L << 20), OptionalLong.empty(), 0)),
                        Map.of(RATES, false),
                        Map.of(WEATHER, RuntimeKind.GRPC),
                        new Settings.Http(
                                Map.of("grafana.internal", List.of("10.0.0.0/8", "fd00::/8")),
                                Optional.of("http://proxy:3128"),
                                1L << 20,
                                true),
                        new Settings.SandboxLevels(Sandbox.FULL, Sandbox.LIMITED),
                        Settings.Policy.STRICT,
                        Optional.of("fleet.yaml"),
                        Map.of(
                                WEATHER,
                                List.of(
                                        new Settings.Probe("self_test", "{}"),
                                        new Settings.Probe("ask", "{\"city\":\"Paris\"}"))),
                        new Settings.Reload(Duration.ofSeconds(1), Duration.ZERO, Duration.ofMinutes(1), Duration.ZERO),
                        new Settings.Health(Duration.ofMinutes(1), Duration.ofSeconds(1), 5),
                        new Settings.Restart(
                                Duration.ofSeconds(1), Duration.ofMinutes(1), new Rate(3, Duration.ofHours(1))),
                        new Settings.Budget(
                                OptionalLong.of(512L << 20),
                                OptionalInt.of(50),
                                Optional.of(Duration.ofMinutes(10)),
                                Map.of(WEATHER, new Rate(5, Duration.ofMinutes(10))),
                                Optional.of(new Rate(1000, Duration.ofSeconds(1))),
                                Map.of(
                                        Settings.Quota.HOST_CALLS,
                                        new Settings.PerPlugin(
                                                Map.of(WEATHER, new Rate(9, Duration.ofSeconds(1))), Optional.empty()),
                                        Settings.Quota.GUEST,
                                        new Settings.PerPlugin(
                                                Map.of(),
                                                Optional.of(new Rate(30_000_000_000L, Duration.ofMinutes(1)))),
                                        Settings.Quota.BYTES,
                                        new Settings.PerPlugin(
                                                Map.of(WEATHER, new Rate(64L << 20, Duration.ofMinutes(1))),
                                                Optional.empty()),
                                        Settings.Quota.TENANT_CALLS,
                                        new Settings.PerPlugin(
                                                Map.of(), Optional.of(new Rate(7, Duration.ofSeconds(1)))))),
                        new Settings.Log(10, 0, Audit.NONE, Map.of(WEATHER, LogLine.Level.WARN), LogLine.Level.INFO),
                        Map.of(WEATHER, 20),
                        Optional.of("secrets.env"),
                        Map.of("kv", "h2"))));
    }

    @Test
    void problems_areToldTogether_withTheirLines() throws IOException {
        SettingsReading.Invalid invalid = (SettingsReading.Invalid)
                read(
                        """
                plugins: [ ., . ]
                polciy: strict
                sandbox: { level: limited, minimum: full }
                http: { addresses: { a.internal: [10.0.0.0/33, 300.1.1.1/8], b.internal: [internal/8] } }
                restart: { backoff: 30s..200ms, max: 0/s }
                limits: { Weather: {}, weather: { memory: 1KiB, timeout: 0s } }
                budget: { calls: { weather: 5/0m }, idle: 10 }
                services: { kvv: h2 }
                health: { interval: 1ms, misses: 0 }
                config: { weather: celsius }
                """);

        assertThat(invalid.problems().stream().map(Violation::toString))
                .containsExactly(
                        "mortise.yaml:1: plugins[1]: \".\" is listed twice",
                        "mortise.yaml:2: polciy: unknown key; did you mean policy?",
                        "mortise.yaml:3: sandbox.minimum: full is more than level, limited: no process could start",
                        "mortise.yaml:4: http.addresses.\"a.internal\"[0]: \"10.0.0.0/33\" is not a network such as "
                                + "10.0.0.0/8 or fd00::/8",
                        "mortise.yaml:4: http.addresses.\"a.internal\"[1]: \"300.1.1.1/8\" is not a network such as "
                                + "10.0.0.0/8 or fd00::/8",
                        "mortise.yaml:4: http.addresses.\"b.internal\"[0]: \"internal/8\" is not a network such as "
                                + "10.0.0.0/8 or fd00::/8",
                        "mortise.yaml:5: restart.backoff: \"30s..200ms\" is not a range that rises, within 1ms..24h",
                        "mortise.yaml:5: restart.max: \"0/s\" allows nothing; at least 1 in at least 1ms",
                        "mortise.yaml:6: limits.Weather: is not a plugin's name or *",
                        "mortise.yaml:6: limits.weather.memory: 1KiB is not in 64KiB..4GiB",
                        "mortise.yaml:6: limits.weather.timeout: 0s is not in 1ms..24h",
                        "mortise.yaml:7: budget.calls.weather: \"5/0m\" allows nothing; at least 1 in at least 1ms",
                        "mortise.yaml:7: budget.idle: 10 is a whole number, not text: a duration such as 200ms, 5s, 1m, 2h",
                        "mortise.yaml:8: services.kvv: unknown key; did you mean kv?",
                        "mortise.yaml:9: health.interval: 1ms is not in 100ms..24h",
                        "mortise.yaml:9: health.misses: 0 is not in 1..100",
                        "mortise.yaml:10: config.weather: \"celsius\" is text, not a map");
    }

    private SettingsReading read(String text) throws IOException {
        return SettingsReader.read(Files.writeString(home.resolve("mortise.yaml"), text));
    }

    private static LimitsAsk ask(OptionalLong memory, OptionalLong payload, int concurrency) {
        return new LimitsAsk(
                Optional.empty(),
                Optional.empty(),
                memory,
                payload,
                concurrency == 0 ? OptionalInt.empty() : OptionalInt.of(concurrency),
                Optional.empty());
    }
}
