package io.mortise.manager;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mortise.api.error.PluginException;
import io.mortise.api.host.HostCall;
import io.mortise.api.host.HostFailure;
import io.mortise.api.host.StatusCode;
import io.mortise.testkit.FakeGuest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingsTest {
    private static final String FUNCTIONS = "functions: { count: {}, boom: {} }";

    @TempDir
    Path directory;

    /** Counts in its entries; {@code boom} fails after it. */
    private static FakeGuest counter(String key) {
        return new FakeGuest()
                .on("count", (call, host) -> {
                    HostCall inside = host.enter(call);
                    String had = host.kv()
                            .get(inside, key)
                            .map(entry -> new String(entry.value(), UTF_8))
                            .orElse("0");
                    String next = String.valueOf(Integer.parseInt(had) + 1);
                    long version = host.kv().set(inside, key, next.getBytes(UTF_8), Duration.ZERO, 0);
                    long now = host.nature(inside).wallNanos();
                    return (next + ' ' + version + ' ' + now).getBytes(UTF_8);
                })
                .on("boom", (call, host) -> {
                    host.kv().get(host.enter(call), key);
                    throw new HostFailure(StatusCode.ABORTED, "boom");
                });
    }

    private TestHome home(String... more) {
        return new TestHome(directory)
                .guest("g", counter("n"))
                .plugin("weather", "1.0.0", "g", FUNCTIONS, "permissions: { kv: {} }", String.join("\n", more));
    }

    private PluginManager open(TestHome home) {
        return home.builder().directory(directory, GrantPolicy.asDeclared()).open();
    }

    @Test
    void recording_isReplayedTheSame_withoutTouchingAnyService() throws IOException {
        try (PluginManager plugins = open(home())) {
            plugins.call("weather", "count", "");
            Recordings recordings = plugins.telemetry().recordings();

            Recording recording = recordings.record(CallRequest.of("weather", "count", ""));
            Replayed replayed = recordings.replay("last:weather");

            assertThat(recording.outcome()).isEqualTo("ok");
            assertThat(recording.startedFresh()).isTrue();
            assertThat(replayed.differences()).isEmpty();
            assertThat(replayed.text()).startsWith("2 2 ");
            assertThat(plugins.call("weather", "count", "")).startsWith("3 3 ");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(recording.file())))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void otherCode_isToldWhereItGoesAnotherWay() {
        TestHome home = home();
        try (PluginManager plugins = open(home)) {
            Recording unused = plugins.telemetry().recordings().record(CallRequest.of("weather", "count", ""));
            home.guest("other", counter("elsewhere"))
                    .plugin("weather", "1.1.0", "other", FUNCTIONS, "permissions: { kv: {} }");
            plugins.reload("weather");

            Replayed replayed = plugins.telemetry().recordings().replay("last:weather");

            assertThat(replayed.isSame()).isFalse();
            assertThat(replayed.differences().get(0))
                    .isEqualTo("host call 1 was \"kv.get [\\\"n\\\"]\", is \"kv.get [\\\"elsewhere\\\"]\"");
        }
    }

    @Test
    void failedCalls_areKept_whereSettingsSay_andOnlyTheLast() {
        try (PluginManager plugins = open(home().settings("record: { weather: 2 }"))) {
            plugins.call("weather", "count", "");
            for (int i = 0; i < 4; i++) {
                assertThatThrownBy(() -> plugins.call("weather", "boom", "")).isInstanceOf(PluginException.class);
            }

            assertThat(plugins.telemetry().recordings().list("weather"))
                    .hasSize(2)
                    .allSatisfy(each -> {
                        assertThat(each.function()).isEqualTo("boom");
                        assertThat(each.startedFresh()).isFalse();
                        assertThat(each.notes()).isNotEmpty();
                    });
            assertThat(plugins.telemetry().recordings().replay("last:weather").isSame())
                    .isTrue();
        }
    }

    @Test
    void nothingIsKept_unlessAsked_andNeverOfAPluginWithSecrets() {
        String[] secret = {"config_schema: { type: object, properties: { key: { type: string, x-secret: true } } }"};
        try (PluginManager plugins = open(home())) {
            assertThatThrownBy(() -> plugins.call("weather", "boom", "")).isInstanceOf(PluginException.class);
            assertThat(plugins.telemetry().recordings().list("weather")).isEmpty();
            assertThatThrownBy(() -> plugins.telemetry().recordings().replay("last:weather"))
                    .hasMessageContaining("nothing is recorded of weather");
        }
        TestHome home = home(secret).settings("record: { weather: 2 }", "config: { weather: { key: topsecret } }");
        try (PluginManager plugins = open(home)) {
            assertThatThrownBy(() -> plugins.call("weather", "boom", "")).isInstanceOf(PluginException.class);

            assertThat(plugins.telemetry().recordings().list("weather")).isEmpty();
        }
    }

    @Test
    void secrets_areTakenOut_ofARecordingThatWasAskedFor() throws IOException {
        TestHome home = new TestHome(directory)
                .guest("g", new FakeGuest().on("say", (call, host) -> "the key is topsecret".getBytes(UTF_8)))
                .plugin(
                        "weather",
                        "1.0.0",
                        "g",
                        "functions: { say: {} }",
                        "config_schema: { type: object, properties: { key: { type: string, x-secret: true } } }")
                .settings("config: { weather: { key: topsecret } }");
        try (PluginManager plugins = open(home)) {
            Recording recording =
                    plugins.telemetry().recordings().record(CallRequest.of("weather", "say", "topsecret"));

            assertThat(Files.readString(recording.file())).contains("[secret]").doesNotContain("topsecret");
        }
    }

    @Test
    void longRecording_isCut_andCannotBeReplayed() {
        AtomicInteger asked = new AtomicInteger();
        TestHome home = new TestHome(directory)
                .guest("g", new FakeGuest().on("many", (call, host) -> {
                            HostCall inside = host.enter(call);
                            while (asked.incrementAndGet() <= 2_000) {
                                host.kv().get(inside, "k" + asked.get());
                            }
                            return new byte[0];
                        }))
                .plugin("weather", "1.0.0", "g", "functions: { many: {} }", "permissions: { kv: {} }");
        try (PluginManager plugins = open(home)) {
            Recording recording = plugins.telemetry().recordings().record(CallRequest.of("weather", "many", ""));

            assertThat(recording.isWhole()).isFalse();
            assertThatThrownBy(() -> plugins.telemetry().recordings().replay("last:weather"))
                    .hasMessageContaining("only the first part");
        }
    }
}
