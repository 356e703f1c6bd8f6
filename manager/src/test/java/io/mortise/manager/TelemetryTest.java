package io.mortise.manager;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.mortise.api.error.Failure;
import io.mortise.api.error.PluginException;
import io.mortise.testkit.FakeGuest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TelemetryTest {
    private static final String ECHO = "functions: { echo: {}, trace: {} }";

    @TempDir
    Path directory;

    private TestHome home() {
        FakeGuest guest = FakeGuest.echo()
                .on(
                        "trace",
                        (call, host) -> host.enter(call).trace().orElse("none").getBytes(UTF_8));
        return new TestHome(directory).guest("g", guest).plugin("weather", "1.0.0", "g", ECHO);
    }

    @Test
    void openMetrics_tellsCallsByOutcome_andHowLongTheyTook() {
        try (PluginManager plugins = home().open()) {
            plugins.call("weather", "echo", "x");
            plugins.call("weather", "echo", "y");
            assertThatThrownBy(() -> plugins.call("weather", "nothing", "x")).isInstanceOf(PluginException.class);

            String text = plugins.telemetry().openMetrics();

            assertThat(text)
                    .contains(
                            "# TYPE mortise_calls counter\n",
                            "mortise_calls_total{plugin=\"weather\",outcome=\"ok\"} 2\n",
                            "mortise_calls_total{plugin=\"weather\",outcome=\"UNKNOWN_FUNCTION\"} 1\n",
                            "mortise_call_seconds_bucket{plugin=\"weather\",le=\"+Inf\"} 3\n",
                            "mortise_call_seconds_count{plugin=\"weather\"} 3\n",
                            "mortise_plugin_state{plugin=\"weather\",state=\"running\"} 1\n",
                            "mortise_generation{plugin=\"weather\"} 1\n")
                    .endsWith("# EOF\n");
            await().untilAsserted(() -> assertThat(plugins.telemetry().openMetrics())
                    .contains("mortise_reloads_total{plugin=\"weather\",cause=\"change\",outcome=\"swapped\"} 1\n"));
        }
    }

    @Test
    void histogram_isCumulative_andItsLastBucketHasAll() {
        CallCounts counts = new CallCounts();
        for (long nanos : new long[] {100, 5_000, 5_000_000, 5_000_000_000L, Long.MAX_VALUE / 2}) {
            counts.ended(nanos, null);
        }

        CallCounts.Histogram histogram = counts.histogram();

        assertThat(histogram.count()).isEqualTo(5);
        assertThat(new ArrayList<>(histogram.bounds().values())).isSorted();
        assertThat(histogram.bounds().get(1.024e-6)).isEqualTo(1);
        assertThat(histogram.bounds().get(16.384e-6)).isEqualTo(2);
        assertThat(histogram.bounds().get((1L << 36) / 1e9)).isEqualTo(4);
    }

    @Test
    void applicationsMeasures_areToldBesideTheManagers_escaped() {
        MetricSource own = () -> List.of(new Metric(
                "bot_rooms",
                Metric.Kind.GAUGE,
                "Rooms.",
                List.of(new Metric.Sample("", Map.of("name", "a \"b\"\n\\"), 1.5))));
        try (PluginManager plugins = home().builder().metrics(own).open()) {
            assertThat(plugins.telemetry().openMetrics()).contains("bot_rooms{name=\"a \\\"b\\\"\\n\\\\\"} 1.5\n");
        }
    }

    @Test
    void tracer_putsItsContextIntoTheCall_andHearsHowItEnded() {
        List<String> told = new CopyOnWriteArrayList<>();
        CallTracer tracer = (plugin, function, parent) -> new CallTracer.Span() {
            @Override
            public Optional<String> traceparent() {
                return Optional.of("child of " + parent.orElse("nobody"));
            }

            @Override
            public void end(Optional<Failure> failure) {
                told.add(plugin
                        + ' '
                        + function
                        + ' '
                        + failure.map(Failure::name).orElse("ok"));
            }
        };
        try (PluginManager plugins = home().builder().tracer(tracer).open()) {
            CallRequest request = CallRequest.of("weather", "trace", "");

            assertThat(plugins.call(request.withTrace("00-1-2-01")).text()).isEqualTo("child of 00-1-2-01");
            assertThat(plugins.callAsync(request).toCompletableFuture().join().text())
                    .isEqualTo("child of nobody");
            assertThatThrownBy(() -> plugins.call("weather", "nothing", "")).isInstanceOf(PluginException.class);
        }
        assertThat(told).containsExactly("weather trace ok", "weather trace ok", "weather nothing UNKNOWN_FUNCTION");
    }

    @Test
    void traceOfTheRequest_isPassedOn_withoutATracer() {
        try (PluginManager plugins = home().open()) {
            assertThat(plugins.call(CallRequest.of("weather", "trace", "").withTrace("00-1-2-01"))
                            .text())
                    .isEqualTo("00-1-2-01");
        }
    }

    @Test
    void report_hasAllThatIsKnown_andNoSecret() {
        FakeGuest guest = FakeGuest.echo().on("say", (call, host) -> {
            host.log(
                    host.enter(call),
                    io.mortise.api.host.LogLine.of(io.mortise.api.host.LogLine.Level.INFO, "the key is topsecret"));
            return new byte[0];
        });
        TestHome home = new TestHome(directory)
                .guest("g", guest)
                .plugin(
                        "weather",
                        "1.0.0",
                        "g",
                        "functions: { say: {} }",
                        "config_schema: { type: object, properties: { key: { type: string, x-secret: true } } }");
        try (PluginManager plugins =
                home.builder().config("weather", "{\"key\":\"topsecret\"}").open()) {
            plugins.call("weather", "say", "");

            assertThat(plugins.telemetry().report("weather"))
                    .contains("\"status\"", "\"history\"", "\"log\"", "the key is [secret]", "\"java\"")
                    .doesNotContain("topsecret");
        }
    }
}
