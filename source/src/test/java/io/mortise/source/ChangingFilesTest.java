package io.mortise.source;

import static io.mortise.source.PluginFiles.QUICK;
import static io.mortise.source.PluginFiles.candidate;
import static io.mortise.source.PluginFiles.plugin;
import static io.mortise.source.PluginFiles.source;
import static io.mortise.source.PluginFiles.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mortise.api.error.Failure;
import io.mortise.api.error.PluginException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChangingFilesTest {
    @TempDir
    Path dir;

    Path weather;
    Path staging;

    @BeforeEach
    void makePlugin() throws IOException {
        weather = plugin(dir.resolve("plugins"), "weather");
        staging = Files.createDirectory(dir.resolve("staging"));
    }

    @Test
    void snapshot_isRefused_whenFilesNeverHoldStill() {
        PatientSnapshot restless = new PatientSnapshot(new Quiet(QUICK.quiet(), new WritingClock()), QUICK.patience());

        PluginException refused = catchThrowableOfType(
                PluginException.class, () -> restless.take(new DirectorySnapshot(QUICK), weather, staging));

        assertThat(refused.failure()).isEqualTo(Failure.BAD_BUNDLE);
        assertThat(refused)
                .hasMessage("weather: keeps changing: not quiet for 20 ms within 400 ms; copy it elsewhere and move"
                        + " (mv) it into place when it is complete [BAD_BUNDLE]");
    }

    @Test
    void snapshot_startsOver_andKeepsNothingOfTheFirstTry() throws IOException {
        AtomicInteger tries = new AtomicInteger();
        Attempt changesOnce = (candidate, target, quiet) -> {
            if (tries.getAndIncrement() == 0) {
                write(target, "half/file", "old");
                throw new TreeChanged("once");
            }
            return new DirectorySnapshot(QUICK).take(candidate, target, quiet);
        };

        patient(Clock.systemUTC()).take(changesOnce, weather, staging);

        assertThat(DirectorySnapshotTest.shownFiles(staging))
                .containsExactly("plugin.wasm r--------", "plugin.yaml r--------");
    }

    @Test
    void copy_startsOver_whenAFileGrewOrShrankSinceItWasListed() throws IOException {
        for (String text : new String[] {"longer than it was", ""}) {
            write(weather, "data", "four");
            try (Folder root = Folder.open(weather)) {
                Tree tree = list(root);
                write(weather, "data", text);

                TreeChanged changed = catchThrowableOfType(
                        TreeChanged.class, () -> new TreeCopy().copy(root, tree, Files.createTempDirectory(dir, "to")));

                assertThat(changed).hasMessage("data changed its size while it was copied");
            }
        }
    }

    @Test
    void listing_seesAChange_thatKeepsSizeAndModificationTime() throws IOException {
        Path file = write(weather, "data", "four");
        FileTime before = Files.getLastModifiedTime(file);
        try (Folder root = Folder.open(weather)) {
            Tree tree = list(root);

            Files.writeString(file, "five");
            Files.setLastModifiedTime(file, before);

            assertThat(list(root)).isNotEqualTo(tree);
        }
    }

    @Test
    void listing_seesAFileThatWasReplaced() throws IOException {
        write(weather, "data", "four");
        try (Folder root = Folder.open(weather)) {
            Tree tree = list(root);

            Files.delete(weather.resolve("data"));
            write(weather, "data", "four");

            assertThat(list(root)).isNotEqualTo(tree);
        }
    }

    @Test
    void folder_isNotLedAway_whenADirectoryBecomesALink() throws IOException {
        write(weather, "data/words.txt", "mine");
        write(dir, "secret/words.txt", "theirs");
        try (Folder root = Folder.open(weather)) {
            Tree tree = list(root);
            Files.move(weather.resolve("data"), dir.resolve("away"));
            Files.createSymbolicLink(weather.resolve("data"), dir.resolve("secret"));

            IOException refused = catchThrowableOfType(
                    IOException.class, () -> new TreeCopy().copy(root, tree, Files.createTempDirectory(dir, "to")));

            assertThat(refused).isNotNull();
        }
        try (var copied = Files.walk(dir)) {
            assertThat(copied.filter(path -> path.endsWith("words.txt"))).hasSize(2);
        }
    }

    @Test
    void folder_isNotLedAway_whenAFileBecomesALink() throws IOException {
        write(weather, "words.txt", "mine");
        Path secret = write(dir, "secret.txt", "them");
        try (Folder root = Folder.open(weather)) {
            Tree tree = list(root);
            Files.delete(weather.resolve("words.txt"));
            Files.createSymbolicLink(weather.resolve("words.txt"), secret);
            Path to = Files.createTempDirectory(dir, "to");

            IOException refused = catchThrowableOfType(IOException.class, () -> new TreeCopy().copy(root, tree, to));

            assertThat(refused).isNotNull();
            assertThat(to.resolve("words.txt")).doesNotExist();
        }
    }

    @Test
    void snapshot_doesNotWait_whenNothingChangedForTheQuietPeriod() throws Exception {
        Clock later = Clock.fixed(Instant.now().plusSeconds(60), ZoneOffset.UTC);

        assertThat(new Quiet(Duration.ofHours(1), Clock.systemUTC()).period()).isEqualTo(Duration.ofHours(1));
        assertThat(new Quiet(Duration.ofSeconds(30), later).waitFor(newest())).isFalse();
        assertThat(new Quiet(Duration.ofMillis(1), Clock.fixed(Instant.EPOCH, ZoneOffset.UTC)).waitFor(newest()))
                .as("a change from the future")
                .isTrue();
    }

    @Test
    void snapshot_isCancelled_whenItsThreadIsInterrupted() {
        Thread.currentThread().interrupt();

        PluginException gone =
                catchThrowableOfType(PluginException.class, () -> source(dir).snapshot(candidate(weather), staging));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(gone).hasMessage("weather: the snapshot was interrupted [CANCELLED]");
    }

    @Test
    void snapshot_namesTheDisk_whenTheCopyCannotBeWritten() throws IOException {
        write(staging, "plugin.yaml", "in the way");

        PluginException failed =
                catchThrowableOfType(PluginException.class, () -> source(dir).snapshot(candidate(weather), staging));

        assertThat(failed.failure()).isEqualTo(Failure.SERVICE_FAILED);
        assertThat(failed).hasMessageContaining("look at that disk's space and permissions");
    }

    private PatientSnapshot patient(Clock clock) {
        return new PatientSnapshot(new Quiet(QUICK.quiet(), clock), QUICK.patience());
    }

    private long newest() throws IOException {
        try (Folder root = Folder.open(weather)) {
            return list(root).newestNanos();
        }
    }

    private static Tree list(Folder root) throws IOException {
        Problems problems = new Problems();
        try (Folder again = root.folder(".")) {
            Tree tree = TreeLister.list(again, QUICK.caps(), PathRules::isTaken, problems);
            assertThat(problems.isEmpty()).isTrue();
            return tree;
        }
    }

    /** Writes a file whenever it is asked the time: between any two listings. */
    private final class WritingClock extends Clock {
        private int asked;

        @Override
        public Instant instant() {
            try {
                write(weather, "data.txt", "x".repeat(++asked));
                return Instant.now();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }
    }
}
