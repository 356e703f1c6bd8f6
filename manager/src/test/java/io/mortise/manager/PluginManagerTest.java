package io.mortise.manager;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.testkit.FakeGuest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginManagerTest {
    @TempDir
    Path directory;

    @Test
    void open_servesAPlugin_thatAsksForNothing() {
        TestHome home = new TestHome(directory)
                .guest("one", FakeGuest.echo())
                .plugin("hello", "1.0.0", "one", "functions: { echo: {} }");

        try (PluginManager plugins = home.open()) {
            assertThat(plugins.status("hello").state())
                    .as(plugins.status("hello").toString())
                    .isEqualTo(PluginState.RUNNING);
            assertThat(plugins.call("hello", "echo", "{}")).isEqualTo("{}");
        }

        assertThat(home.wasm.alive()).isZero();
    }

    @Test
    void reload_servesTheNewContent_whenTheFilesChanged() {
        TestHome home = new TestHome(directory)
                .guest("one", new FakeGuest().on("echo", (call, host) -> "1".getBytes(UTF_8)))
                .guest("two", new FakeGuest().on("echo", (call, host) -> "2".getBytes(UTF_8)))
                .plugin("hello", "1.0.0", "one", "functions: { echo: {} }");

        try (PluginManager plugins = home.open()) {
            home.plugin("hello", "1.1.0", "two", "functions: { echo: {} }");
            ReloadOutcome outcome = plugins.reload("hello");

            assertThat(outcome).as(outcome.text()).isInstanceOf(ReloadOutcome.Swapped.class);
            assertThat(plugins.call("hello", "echo", "{}")).isEqualTo("2");
            assertThat(plugins.status("hello").live().orElseThrow().subject()).hasToString("hello@1.1.0#2");
        }
    }

    @Test
    void two_managersLiveInOneJvm_andLeaveNoThreadBehind() throws Exception {
        TestHome first = new TestHome(Files.createDirectory(directory.resolve("first")))
                .guest("one", FakeGuest.echo())
                .plugin("hello", "1.0.0", "one", "functions: { echo: {} }");
        TestHome second = new TestHome(Files.createDirectory(directory.resolve("second")))
                .guest("one", FakeGuest.echo())
                .plugin("hello", "2.0.0", "one", "functions: { echo: {} }");

        try (PluginManager one = first.builder().watch(true).control(true).open();
                PluginManager two = second.open()) {
            assertThat(one.status("hello").version()).isEqualTo("1.0.0");
            assertThat(two.status("hello").version()).isEqualTo("2.0.0");
        }

        Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(
                        Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.matches("(mortise|plugin|source|control)/.*")));
    }

    @Test
    void onEvent_tellsTheRoadToService_inOrder() {
        TestHome home = new TestHome(directory)
                .guest("one", FakeGuest.echo())
                .plugin("hello", "1.0.0", "one", "functions: { echo: {} }");

        home.open().close();

        assertThat(home.events.stream().filter(PluginEvent.StateChanged.class::isInstance))
                .extracting(PluginEvent::text)
                .containsExactly(
                        "hello@1.0.0: DISCOVERED → RESOLVED: it may start",
                        "hello@1.0.0: RESOLVED → LOADING: generation 1",
                        "hello@1.0.0: LOADING → STARTING: generation 1",
                        "hello@1.0.0#1: STARTING → RUNNING: generation 1 serves",
                        "hello@1.0.0#1: RUNNING → STOPPED: the manager closes");
    }
}
