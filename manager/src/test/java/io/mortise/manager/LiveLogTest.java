package io.mortise.manager;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.api.host.LogLine;
import io.mortise.testkit.FakeGuest;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rate of log lines follows {@code mortise.yaml} while the plugin runs. */
class LiveLogTest {
    private static final int LINES = 200;

    @TempDir
    Path directory;

    private final SettableTimer timer = new SettableTimer();

    @Test
    void linesPerSecond_ofChangedSettings_holdForTheGenerationThatRuns() {
        FakeGuest speaking = new FakeGuest().on("say", (call, host) -> {
            for (int i = 0; i < LINES; i++) {
                host.log(host.enter(call), LogLine.of(LogLine.Level.INFO, new String(call.payload(), UTF_8)));
            }
            return call.payload();
        });
        TestHome home = new TestHome(directory)
                .guest("speaking", speaking)
                .plugin("speaker", "1.0.0", "speaking", "functions: { say: {} }");
        set(home, 10);
        try (PluginManager plugins = home.builder().timer(() -> timer).open()) {
            assertThat(heard(plugins, "slow")).isBetween(1L, LINES - 1L);

            set(home, 100_000);
            told(plugins, home, 1);
            assertThat(heard(plugins, "fast")).isEqualTo(LINES);

            set(home, 10);
            told(plugins, home, 2);
            assertThat(heard(plugins, "slow again")).isLessThan(LINES);
            assertThat(plugins.status("speaker").generation()).isOne();
        }
    }

    private static void set(TestHome home, int perSecond) {
        home.settings("log: { lines_per_second: " + perSecond + ", keep: 10000 }");
    }

    private void told(PluginManager plugins, TestHome home, int times) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> {
            timer.advance(Duration.ofSeconds(1));
            return home.events.stream()
                            .filter(event -> event.text().endsWith("the settings changed"))
                            .count()
                    == times;
        });
    }

    private static long heard(PluginManager plugins, String text) {
        plugins.call("speaker", "say", text);
        return plugins.logs("speaker", 0).stream()
                .filter(entry -> entry.line().message().equals(text))
                .count();
    }
}
