package io.mortise.source;

import static io.mortise.source.PluginFiles.QUICK;
import static io.mortise.source.PluginFiles.plugin;
import static io.mortise.source.PluginFiles.write;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class PollNoticerTest {
    @TempDir
    Path dir;

    private final Debounce told = new Debounce(Duration.ofMillis(1));
    private PollNoticer noticer;
    private Thread thread;

    @BeforeEach
    void start() throws IOException {
        plugin(dir, "weather");
        write(dir, "rates.zip", "PK");
        noticer = new PollNoticer(new Candidates(dir, QUICK.manifests()), QUICK, told, Duration.ofMillis(10));
        thread = new Thread(() -> {
            try {
                noticer.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        thread.start();
    }

    @AfterEach
    void stop() throws InterruptedException {
        noticer.close();
        thread.join();
    }

    @Test
    void poll_tellsWhatAppearedChangedAndWentAway() throws Exception {
        Path made = plugin(Files.createTempDirectory("made"), "geo");
        Files.move(made, dir.resolve("geo"));
        assertThat(told.take()).containsExactly("geo");

        write(dir, "weather/a/b.txt", "1");
        assertThat(told.take()).containsExactly("weather");

        write(dir, "rates.zip", "PK, longer");
        assertThat(told.take()).containsExactly("rates.zip");

        Files.delete(dir.resolve("rates.zip"));
        assertThat(told.take()).containsExactly("rates.zip");
    }

    @Test
    void poll_seesADirectoryThatWasReplacedByAnEqualOne() throws Exception {
        Path made = plugin(Files.createTempDirectory("made"), "weather");
        Path old = Files.createTempDirectory("old").resolve("weather");

        Files.move(dir.resolve("weather"), old);
        Files.move(made, dir.resolve("weather"));

        assertThat(told.take()).isEqualTo(Set.of("weather"));
    }
}
