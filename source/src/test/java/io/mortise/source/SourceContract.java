package io.mortise.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.mortise.api.Source;
import io.mortise.api.Source.Candidate;
import io.mortise.api.error.Failure;
import io.mortise.api.error.PluginException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every {@link Source} promises, whatever its plugins come from. */
abstract class SourceContract {
    @TempDir
    Path scratch;

    private Source source;

    /** A source that the other methods put plugins into; closed by the contract. */
    abstract Source open() throws IOException;

    /** Makes a plugin appear, whole, or replaces one of that name. Its manifest is among the files. */
    abstract void put(String name, Map<String, String> files) throws IOException;

    abstract void remove(String name) throws IOException;

    /** The name a plugin that was put has as a candidate. */
    abstract String candidateName(String name);

    @BeforeEach
    final void openSource() throws IOException {
        source = open();
    }

    @AfterEach
    final void closeSource() {
        source.close();
    }

    @Test
    void scan_isEmpty_whenNothingWasPut() {
        assertThat(source.scan()).isEmpty();
    }

    @Test
    void scan_isInStableOrder() throws IOException {
        for (String name : List.of("weather", "geo", "rates")) {
            put(name, Map.of("plugin.yaml", name));
        }

        assertThat(source.scan())
                .extracting(Candidate::name)
                .containsExactly(candidateName("geo"), candidateName("rates"), candidateName("weather"));
        assertThat(source.scan()).isEqualTo(source.scan());
    }

    @Test
    void snapshot_hasTheFilesThatWerePut() throws IOException {
        put("weather", Map.of("plugin.yaml", "name: weather", "data/words.txt", "wörter"));

        Path tree = source.snapshot(only(), staging());

        assertThat(files(tree)).containsExactly("data/words.txt=wörter", "plugin.yaml=name: weather");
    }

    @Test
    void snapshot_holdsRegularFilesOnly_andNoneThatMayBeWritten() throws IOException {
        put("weather", Map.of("plugin.yaml", "x", "bin/weather", "y"));

        try (var paths = Files.walk(source.snapshot(only(), staging()))) {
            assertThat(paths)
                    .allMatch(path -> Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)
                            || Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS));
        }
    }

    @Test
    void snapshot_doesNotChange_whenThePluginDoes() throws IOException {
        put("weather", Map.of("plugin.yaml", "old"));
        Path before = source.snapshot(only(), staging());

        put("weather", Map.of("plugin.yaml", "new"));

        assertThat(files(before)).containsExactly("plugin.yaml=old");
        assertThat(files(source.snapshot(only(), staging()))).containsExactly("plugin.yaml=new");
    }

    @Test
    void snapshot_isRefused_whenThePluginIsGone() throws IOException {
        put("weather", Map.of("plugin.yaml", "x"));
        Candidate candidate = only();
        remove("weather");

        PluginException refused =
                catchThrowableOfType(PluginException.class, () -> source.snapshot(candidate, staging()));

        assertThat(refused.failure()).isEqualTo(Failure.BAD_BUNDLE);
    }

    @Test
    void watch_tellsWhatAppearedChangedAndWentAway() throws IOException {
        ConcurrentLinkedQueue<Set<String>> told = new ConcurrentLinkedQueue<>();
        put("geo", Map.of("plugin.yaml", "x"));
        try (Source.Watch watch = source.watch(told::add)) {
            assertThat(watch.mode()).isIn("events", "polling");
            put("weather", Map.of("plugin.yaml", "1"));
            awaitTold(told, "weather");
            put("weather", Map.of("plugin.yaml", "1", "data/deep/new.txt", "2"));
            awaitTold(told, "weather");
            remove("weather");
            awaitTold(told, "weather");
        }
    }

    @Test
    void watch_tellsNothing_afterItWasClosed() throws IOException {
        ConcurrentLinkedQueue<Set<String>> told = new ConcurrentLinkedQueue<>();
        Source.Watch closed = source.watch(told::add);
        closed.close();
        ConcurrentLinkedQueue<Set<String>> open = new ConcurrentLinkedQueue<>();
        try (Source.Watch watch = source.watch(open::add)) {
            assertThat(watch).isNotSameAs(closed);
            put("weather", Map.of("plugin.yaml", "1"));
            awaitTold(open, "weather");
        }

        assertThat(told).isEmpty();
    }

    @Test
    void watch_goesOn_whenItsListenerThrows() throws IOException {
        ConcurrentLinkedQueue<Set<String>> told = new ConcurrentLinkedQueue<>();
        try (Source.Watch watch = source.watch(names -> {
            told.add(names);
            throw new IllegalStateException("listener");
        })) {
            assertThat(watch.mode()).isNotEmpty();
            put("weather", Map.of("plugin.yaml", "1"));
            awaitTold(told, "weather");
            put("geo", Map.of("plugin.yaml", "1"));
            awaitTold(told, "geo");
        }
    }

    @Test
    void close_endsEveryThread() throws IOException {
        source.watch(names -> {});
        source.watch(names -> {});

        source.close();

        await().atMost(Duration.ofSeconds(5)).until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("source/")));
    }

    private void awaitTold(ConcurrentLinkedQueue<Set<String>> told, String name) {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> told.stream().anyMatch(names -> names.isEmpty() || names.contains(candidateName(name))));
        told.clear();
    }

    private Candidate only() {
        List<Candidate> candidates = source.scan();
        assertThat(candidates).hasSize(1);
        return candidates.get(0);
    }

    private Path staging() throws IOException {
        return Files.createTempDirectory(scratch, "staging");
    }

    private static List<String> files(Path tree) throws IOException {
        try (var paths = Files.walk(tree)) {
            return paths.filter(Files::isRegularFile)
                    .map(path -> tree.relativize(path) + "=" + read(path))
                    .sorted()
                    .toList();
        }
    }

    private static String read(Path path) {
        try {
            return Files.readString(path, UTF_8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
