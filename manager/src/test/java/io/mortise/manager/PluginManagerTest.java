package io.mortise.manager;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.testkit.FakeGuest;
import java.nio.file.Path;
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
}
