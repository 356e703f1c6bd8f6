package io.mortise.manager;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.api.error.Failure;
import io.mortise.testkit.FakeGuest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DependentsTest {
    private static final String ECHO = "functions: { echo: {} }";

    @TempDir
    Path directory;

    private TestHome home;

    @BeforeEach
    void home() {
        home = new TestHome(directory)
                .settings("reload: { quiet: 1ms }")
                .guest("one", FakeGuest.echo())
                .plugin("geo", "2.1.0", "one", ECHO)
                .plugin("app", "1.0.0", "one", ECHO, "requires: { plugins: { geo: ^2.1 } }");
    }

    @Test
    void open_startsWhatIsRequiredFirst_andStopsItLast() {
        home.open().close();

        assertThat(home.events.stream()
                        .filter(PluginEvent.StateChanged.class::isInstance)
                        .map(PluginEvent.StateChanged.class::cast)
                        .filter(step -> step.to() == PluginState.RUNNING || step.to() == PluginState.STOPPED)
                        .map(step -> step.subject().plugin() + " " + step.to()))
                .containsExactly("geo RUNNING", "app RUNNING", "app STOPPED", "geo STOPPED");
    }

    @Test
    void reload_isRefused_whenALiveDependentWouldBeLeftBehind() {
        try (PluginManager plugins = home.open()) {
            home.plugin("geo", "3.0.0", "one", ECHO);

            assertThat(plugins.reload("geo"))
                    .isEqualTo(new ReloadOutcome.Refused(
                            Failure.NOT_SERVING,
                            "geo@3.0.0: is outside of the range that app requires; update these first [NOT_SERVING]"));
            assertThat(plugins.status("geo").version()).isEqualTo("2.1.0");
            assertThat(plugins.status("app").state()).isEqualTo(PluginState.RUNNING);
        }
    }

    @Test
    void removal_turnsDependentsUnresolved() throws Exception {
        try (PluginManager plugins = home.builder().watch(true).open()) {
            Files.delete(directory.resolve("geo/guest"));
            Files.delete(directory.resolve("geo/plugin.yaml"));
            Files.delete(directory.resolve("geo"));

            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> plugins.status("app").state() == PluginState.UNRESOLVED);
            assertThat(plugins.status("app").reason()).isEqualTo("wants the plugin geo ^2.1, there is none");
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> home.wasm.alive() == 0);
        }
    }
}
