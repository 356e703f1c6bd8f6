package io.mortise.source;

import static io.mortise.source.PluginFiles.candidate;
import static io.mortise.source.PluginFiles.executable;
import static io.mortise.source.PluginFiles.plugin;
import static io.mortise.source.PluginFiles.source;
import static io.mortise.source.PluginFiles.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mortise.source.BundleStore.Stored;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleStoreTest {
    @TempDir
    Path dir;

    BundleStore store;

    @BeforeEach
    void open() {
        store = BundleStore.open(dir.resolve("bundles"));
    }

    @Test
    void adopt_movesATreeToItsHash_readableOnly() throws IOException {
        Path weather = plugin(dir, "weather");
        executable(write(weather, "bin/weather", "#!"));

        Stored stored = stored(weather);

        assertThat(stored.root()).isEqualTo(dir.resolve("bundles").toRealPath().resolve(stored.hash()));
        assertThat(DirectorySnapshotTest.shownFiles(stored.root()))
                .containsExactly(
                        "bin r-x------", "bin/weather r-x------", "plugin.wasm r--------", "plugin.yaml r--------");
        assertThat(permissions(stored.root())).isEqualTo("r-x------");
        assertThat(permissions(dir.resolve("bundles"))).isEqualTo("rwx------");
        assertThat(stagingDirectories()).isZero();
    }

    @Test
    void adopt_keepsOneCopy_whenTheContentIsHereAlready() throws IOException {
        Stored first = stored(plugin(dir, "weather"));

        Stored second = stored(dir.resolve("weather"));

        assertThat(second).isEqualTo(first);
        assertThat(stagingDirectories()).isZero();
    }

    @Test
    void adopt_replacesADamagedCopy() throws IOException {
        Stored first = stored(plugin(dir, "weather"));
        overwrite(first.root().resolve("plugin.wasm"), "evil");

        Stored second = stored(dir.resolve("weather"));

        assertThat(second).isEqualTo(first);
        assertThatCode(() -> store.verify(second)).doesNotThrowAnyException();
    }

    @Test
    void hash_dependsOnPathsBitsAndBytes_andOnNothingElse() throws IOException {
        Path weather = plugin(dir, "weather");
        write(weather, "data/a", "one");
        String before = stored(weather).hash();

        Files.createDirectories(weather.resolve("empty"));
        Files.setLastModifiedTime(weather.resolve("data/a"), java.nio.file.attribute.FileTime.fromMillis(0));
        assertThat(stored(weather).hash()).isEqualTo(before);

        executable(weather.resolve("data/a"));
        String executable = stored(weather).hash();
        Files.move(weather.resolve("data/a"), weather.resolve("data/b"));
        String moved = stored(weather).hash();
        write(weather, "data/b", "two");
        String written = stored(weather).hash();

        assertThat(Set.of(before, executable, moved, written)).hasSize(4);
    }

    @Test
    void hash_isTheDocumentedOne() throws Exception {
        Path weather = Files.createDirectory(dir.resolve("weather"));
        executable(write(weather, "b", "1"));
        write(weather, "a/plugin.yaml", "");
        // Independent of our code: 4-byte length, path, bit, 8-byte size, hash of the file; by order of path bytes.
        java.security.MessageDigest expected = java.security.MessageDigest.getInstance("SHA-256");
        expected.update(java.util.HexFormat.of()
                .parseHex("0000000d612f706c7567696e2e79616d6c" + "00" + "0000000000000000"
                        + "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
        expected.update(java.util.HexFormat.of()
                .parseHex("0000000162" + "01" + "0000000000000001"
                        + "6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b"));

        assertThat(store.adopt(weather).hash())
                .isEqualTo(java.util.HexFormat.of().formatHex(expected.digest()));
    }

    @Test
    void verify_refusesABundle_whenAFileWasChanged() throws IOException {
        Stored stored = stored(plugin(dir, "weather"));
        overwrite(stored.root().resolve("plugin.wasm"), "evil");

        assertThatThrownBy(() -> store.verify(stored))
                .hasMessageMatching("bundle " + stored.hash()
                        + ": the files were changed, their hash is now [0-9a-f]{64}; reload the plugin \\[BAD_BUNDLE]");
    }

    @Test
    void verify_refusesABundle_whenAHiddenFileWasAdded() throws IOException {
        Stored stored = stored(plugin(dir, "weather"));
        Files.setPosixFilePermissions(stored.root(), PosixFilePermissions.fromString("rwx------"));
        write(stored.root(), ".preload", "evil");

        assertThatThrownBy(() -> store.verify(stored)).hasMessageContaining("the files were changed");
    }

    @Test
    void verify_refusesABundle_whenAFileBecameALink() throws IOException {
        Stored stored = stored(plugin(dir, "weather"));
        Files.setPosixFilePermissions(stored.root(), PosixFilePermissions.fromString("rwx------"));
        Files.delete(stored.root().resolve("plugin.wasm"));
        Files.createSymbolicLink(stored.root().resolve("plugin.wasm"), dir.resolve("weather/plugin.wasm"));

        assertThatThrownBy(() -> store.verify(stored)).hasMessageContaining("plugin.wasm: is a symbolic link");
    }

    @Test
    void verify_refusesABundle_whenItIsGone() throws IOException {
        Stored stored = stored(plugin(dir, "weather"));
        ReadOnly.delete(stored.root());

        assertThatThrownBy(() -> store.verify(stored)).hasMessageContaining("may not be read any more");
    }

    @Test
    void adopt_hashesALinkedTreeWhereItLies_andVerifySeesItChange() throws IOException {
        Path weather = plugin(dir, "weather");

        Stored stored = store.adopt(weather);

        assertThat(stored).isEqualTo(new Stored(weather, stored(weather).hash()));
        store.verify(stored);
        write(weather, "plugin.wasm", "new");
        assertThatThrownBy(() -> store.verify(stored)).hasMessageContaining("the files were changed");
    }

    @Test
    void open_sweepsWhatAnEarlierRunLeft() throws IOException {
        write(store.staging(), "half/a", "x");
        Stored stored = stored(plugin(dir, "weather"));

        BundleStore.open(dir.resolve("bundles"));

        assertThat(stagingDirectories()).isZero();
        assertThat(stored.root()).exists();
    }

    @Test
    void discard_deletesAStagingDirectory_andNothingElse() throws IOException {
        Path weather = plugin(dir, "weather");
        Path staging = store.staging();
        write(staging, "half/a", "x");

        store.discard(staging);
        store.discard(weather);

        assertThat(staging).doesNotExist();
        assertThat(weather).exists();
    }

    @Test
    void collect_deletesTheLongestUnused_untilTheRestFits() throws IOException {
        Stored oldest = storedAgo("one", Duration.ofHours(3));
        Stored kept = storedAgo("two", Duration.ofHours(2));
        Stored newer = storedAgo("three", Duration.ofHours(1));
        Stored young = storedAgo("four", Duration.ofSeconds(1));
        long each = 4 + "name: x".length();

        assertThat(store.collect(Set.of(kept.hash()), 5 * each)).isEmpty();
        assertThat(store.collect(Set.of(kept.hash()), 4 * each)).containsExactly(oldest.hash());
        assertThat(store.collect(Set.of(kept.hash()), 0)).containsExactly(newer.hash());
        assertThat(kept.root()).exists();
        assertThat(young.root()).exists();
        assertThat(oldest.root()).doesNotExist();
        assertThat(newer.root()).doesNotExist();
        assertThat(stagingDirectories()).isZero();
    }

    private Stored storedAgo(String name, Duration ago) throws IOException {
        BundleStore past = BundleStore.open(dir.resolve("bundles"), Clock.offset(Clock.systemUTC(), ago.negated()));
        Path staging = past.staging();
        source(dir).snapshot(candidate(plugin(dir, name)), staging);
        Stored stored = past.adopt(staging);
        store = BundleStore.open(dir.resolve("bundles"));
        return stored;
    }

    private Stored stored(Path plugin) {
        Path staging = store.staging();
        source(dir).snapshot(candidate(plugin), staging);
        return store.adopt(staging);
    }

    private long stagingDirectories() throws IOException {
        try (var children = Files.list(dir.resolve("bundles/.staging"))) {
            return children.count();
        }
    }

    private static void overwrite(Path file, String text) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--------"));
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
