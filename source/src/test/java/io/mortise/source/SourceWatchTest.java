package io.mortise.source;

import static io.mortise.source.PluginFiles.plugin;
import static io.mortise.source.PluginFiles.source;
import static io.mortise.source.PluginFiles.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mortise.api.Source;
import io.mortise.source.DirectorySource.Noticing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceWatchTest {
    @TempDir
    Path dir;

    private final BlockingQueue<Set<String>> told = new LinkedBlockingQueue<>();
    private Path weather;
    private DirectorySource source;

    @BeforeEach
    void makePlugin() throws IOException {
        weather = plugin(dir.resolve("plugins"), "weather");
        source = source(dir.resolve("plugins"));
    }

    @AfterEach
    void close() {
        source.close();
    }

    @Test
    void watch_usesEvents_whereThereAreSome() {
        assertThat(source.watch(told::add).mode()).isEqualTo("events");
    }

    @Test
    void watch_polls_whenToldToOrWhenTheDirectoryIsNotThere() throws IOException {
        DirectorySource polling = DirectorySource.open(
                dir.resolve("plugins"), PluginFiles.ORIGIN, PluginFiles.QUICK.withNoticing(Noticing.POLL));
        DirectorySource missing = source(dir.resolve("missing"));

        assertThat(polling.watch(told::add).mode()).isEqualTo("polling");
        assertThat(missing.watch(told::add).mode()).isEqualTo("polling");
        polling.close();
        missing.close();
    }

    @Test
    void watch_seesTheDirectoryAppear() throws Exception {
        DirectorySource missing = source(dir.resolve("missing"));
        try (Source.Watch watch = missing.watch(told::add)) {
            assertThat(watch.mode()).isEqualTo("polling");

            plugin(dir.resolve("missing"), "geo");

            assertThat(next()).containsExactly("geo");
        }
    }

    @Test
    void watch_tellsTheCandidate_whenSomethingDeepInsideChanges() throws Exception {
        write(weather, "a/b/c.txt", "1");
        source.watch(told::add);

        write(weather, "a/b/c.txt", "2");

        assertThat(next()).containsExactly("weather");
    }

    @Test
    void watch_seesChangesInDirectoriesMadeSince() throws Exception {
        source.watch(told::add);
        write(weather, "new/deep/a.txt", "1");
        assertThat(next()).containsExactly("weather");
        awaitSilence();

        write(weather, "new/deep/a.txt", "2");

        assertThat(next()).containsExactly("weather");
    }

    @Test
    void watch_seesADirectoryThatWasMovedIntoPlace_andWhatChangesInItLater() throws Exception {
        Path next = plugin(dir.resolve("elsewhere"), "weather");
        write(next, "data/a.txt", "1");
        source.watch(told::add);

        Files.move(weather, dir.resolve("old"));
        Files.move(next, weather);
        assertThat(next()).containsExactly("weather");
        awaitSilence();
        write(weather, "data/a.txt", "2");

        assertThat(next()).containsExactly("weather");
    }

    @Test
    void watch_tellsBothNames_whenAPluginIsRenamed() throws Exception {
        source.watch(told::add);

        Files.move(weather, weather.resolveSibling("wetter"));
        assertThat(untilTold("weather", "wetter")).contains("weather", "wetter");
        awaitSilence();
        write(weather.resolveSibling("wetter"), "plugin.yaml", "name: wetter");

        assertThat(untilTold("wetter")).contains("wetter");
    }

    @Test
    void watch_isSilent_aboutIgnoredFilesAndFilesThatAreNoPlugins() throws Exception {
        write(dir, "plugins/.mortise/state.json", "{}");
        source.watch(told::add);

        write(weather, ".plugin.yaml.swp", "x");
        write(weather, "plugin.yaml~", "x");
        write(dir, "plugins/.mortise/log", "x");
        write(dir, "plugins/mortise.yaml", "x");
        write(weather, "plugin.wasm", "the only one that counts");

        assertThat(next()).containsExactly("weather");
        awaitSilence();
    }

    @Test
    void watch_tellsEverything_whenTheDirectoryBecomesAPluginItself() throws Exception {
        source.watch(told::add);

        write(dir, "plugins/plugin.yaml", "name: plugins");

        assertThat(next()).isEmpty();
    }

    @Test
    void watch_tellsItsOneName_whenTheDirectoryIsThePlugin() throws Exception {
        try (DirectorySource one = source(weather)) {
            one.watch(told::add);

            write(weather, "data/a.txt", "1");

            assertThat(next()).containsExactly("weather");
        }
    }

    @Test
    void watch_collectsABurstIntoOne() throws Exception {
        DirectorySource slow = DirectorySource.open(
                dir.resolve("plugins"), PluginFiles.ORIGIN, PluginFiles.QUICK.withDebounce(Duration.ofMillis(300)));
        slow.watch(told::add);

        for (int i = 0; i < 50; i++) {
            write(weather, "file" + i, "x");
            write(dir, "plugins/geo/file" + i, "x");
        }

        assertThat(next()).containsExactlyInAnyOrder("weather", "geo");
        slow.close();
        assertThat(told).isEmpty();
    }

    @Test
    void debounce_tells_althoughChangesNeverStop() throws Exception {
        Debounce debounce = new Debounce(Duration.ofMillis(20));
        Thread restless = new Thread(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                debounce.add(Set.of("weather"));
                Thread.onSpinWait();
            }
        });
        restless.start();
        try {
            assertThat(debounce.take()).containsExactly("weather");
            assertThat(debounce.take()).containsExactly("weather");
        } finally {
            restless.interrupt();
            restless.join();
        }
    }

    @Test
    void debounce_tellsEverything_whenThereAreTooManyNames() throws Exception {
        Debounce debounce = new Debounce(Duration.ofMillis(1));
        for (int i = 0; i < 1_001; i++) {
            debounce.add(Set.of("plugin" + i));
        }

        assertThat(debounce.take()).isEmpty();
    }

    @Test
    void watch_mayBeClosedByItsListener() throws Exception {
        List<Source.Watch> watches = new ArrayList<>();
        watches.add(source.watch(names -> {
            watches.get(0).close();
            told.add(names);
        }));

        write(weather, "a", "1");

        assertThat(next()).containsExactly("weather");
        await().atMost(Duration.ofSeconds(5)).until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("source/plugins/")));
    }

    private Set<String> next() throws InterruptedException {
        Set<String> names = told.poll(10, TimeUnit.SECONDS);
        assertThat(names).as("nothing was told within 10 s").isNotNull();
        return names;
    }

    private Set<String> untilTold(String... all) throws InterruptedException {
        Set<String> names = new java.util.TreeSet<>();
        while (!names.containsAll(List.of(all))) {
            names.addAll(next());
        }
        return names;
    }

    /** Until ten debounce periods have passed without a word. */
    private void awaitSilence() throws InterruptedException {
        while (told.poll(200, TimeUnit.MILLISECONDS) != null) {
            assertThat(told.size()).isLessThan(1_000);
        }
    }
}
