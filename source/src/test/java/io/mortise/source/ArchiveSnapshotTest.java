package io.mortise.source;

import static io.mortise.source.PluginFiles.QUICK;
import static io.mortise.source.PluginFiles.candidate;
import static io.mortise.source.PluginFiles.executable;
import static io.mortise.source.PluginFiles.plugin;
import static io.mortise.source.PluginFiles.source;
import static io.mortise.source.PluginFiles.write;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mortise.api.BundleCaps;
import io.mortise.api.error.Detail.Violation;
import io.mortise.api.error.Detail.Violations;
import io.mortise.api.error.Failure;
import io.mortise.api.error.PluginException;
import io.mortise.source.BundleStore.Stored;
import io.mortise.source.DirectorySource.Options;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveSnapshotTest {
    private static final int REGULAR = 0100000;

    @TempDir
    Path dir;

    Path archive;
    Path staging;

    @BeforeEach
    void name() throws IOException {
        archive = dir.resolve("weather.mplug");
        staging = Files.createDirectory(dir.resolve("staging"));
    }

    @Test
    void snapshot_unpacksFiles_storedDeflatedAndStreamed() throws IOException {
        good().streaming()
                .deflated("data/words.txt", "word ".repeat(100).getBytes(UTF_8))
                .file("data/ü.txt", "streamed")
                .write(archive);

        source(dir).snapshot(candidate(archive), staging);

        assertThat(DirectorySnapshotTest.shownFiles(staging))
                .containsExactly(
                        "bin rwx------",
                        "bin/weather r-x------",
                        "data rwx------",
                        "data/words.txt r--------",
                        "data/ü.txt r--------",
                        "plugin.yaml r--------");
        assertThat(staging.resolve("data/words.txt")).hasContent("word ".repeat(100));
    }

    @Test
    void snapshot_ofAnArchive_hasTheHashOfTheSameDirectory() throws IOException {
        Path weather = plugin(dir, "weather");
        executable(write(weather, "bin/weather", "#!"));
        write(weather, ".git/config", "ignored in both");
        new RawZip()
                .file("plugin.yaml", "name: weather")
                .deflated("plugin.wasm", "\0asm".getBytes(UTF_8))
                .entry("bin/", new byte[0], 0, 040755)
                .entry("bin/weather", "#!".getBytes(UTF_8), 0, REGULAR | 0755)
                .file("__MACOSX.tmp", "ignored")
                .write(archive);
        BundleStore store = BundleStore.open(dir.resolve("bundles"));

        assertThat(stored(store, archive)).isEqualTo(stored(store, weather));
    }

    @Test
    void snapshot_readsWhatTheJdkWrites() throws IOException {
        try (OutputStream out = Files.newOutputStream(archive);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (String name : List.of("plugin.yaml", "data/", "data/a.txt")) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(name.endsWith("/") ? new byte[0] : name.getBytes(UTF_8));
                zip.closeEntry();
            }
        }

        source(dir).snapshot(candidate(archive), staging);

        assertThat(staging.resolve("data/a.txt")).hasContent("data/a.txt");
    }

    @Test
    void snapshot_readsWhatInfoZipWrites() throws Exception {
        Path weather = plugin(dir, "weather");
        executable(write(weather, "bin/weather", "x".repeat(5_000)));
        ProcessBuilder zip = new ProcessBuilder("zip", "-qr", archive.toString(), ".").directory(weather.toFile());
        assumeOrFail(isThere("zip"), "the zip command is not installed");
        assertThat(zip.start().waitFor()).isZero();

        BundleStore store = BundleStore.open(dir.resolve("bundles"));

        assertThat(stored(store, archive)).isEqualTo(stored(store, weather));
    }

    static Stream<Arguments> refusedArchives() {
        int link = 0120000;
        return Stream.of(
                refused("../evil", "the path must be relative, without empty parts, \".\" and \"..\""),
                refused("a/../../evil", "the path must be relative, without empty parts, \".\" and \"..\""),
                refused("/etc/evil", "the path must be relative, without empty parts, \".\" and \"..\""),
                refused("a//b", "the path must be relative, without empty parts, \".\" and \"..\""),
                refused("./a", "the path must be relative, without empty parts, \".\" and \"..\""),
                refused("..\\evil", "the name holds a backslash or colon, which mean something else on other systems"),
                refused("C:evil", "the name holds a backslash or colon, which mean something else on other systems"),
                refused("a:stream", "the name holds a backslash or colon, which mean something else on other systems"),
                refused(
                        "a\0b",
                        "the name holds control characters or is not UTF-8 (under LC_ALL=C only ASCII names can be read)"),
                refused("plugin.yaml", "is there twice"),
                refused("PLUGIN.yaml", "differs from plugin.yaml by case or accents only"),
                refused("plugin.yaml/inner", "plugin.yaml", "is there twice"),
                refused("Bin/other", "Bin", "differs from bin by case or accents only"),
                refused("", "the path must be relative, without empty parts, \".\" and \"..\""),
                zip(
                        "encrypted",
                        "x",
                        good().file("x", "").patchCentral(2, RawZip.FLAGS, 1, 2).patchLocal(2, 6, 1, 2),
                        "is encrypted"),
                zip(
                        "strange flags",
                        "x",
                        good().file("x", "")
                                .patchCentral(2, RawZip.FLAGS, 32, 2)
                                .patchLocal(2, 6, 32, 2),
                        "uses a feature that is not taken (flags 0x20)"),
                zip(
                        "method",
                        "x",
                        good().file("x", "")
                                .patchCentral(2, RawZip.METHOD, 12, 2)
                                .patchLocal(2, 8, 12, 2),
                        "is packed by method 12, only stored (0) and deflated (8) are taken"),
                zip(
                        "link",
                        "x",
                        good().entry("x", "/etc/passwd".getBytes(UTF_8), 0, link | 0777),
                        "is a symbolic link, only regular files and directories are taken"),
                zip(
                        "pipe",
                        "x",
                        good().entry("x", new byte[0], 0, 0010644),
                        "is a named pipe, only regular files and directories are taken"),
                zip(
                        "device",
                        "x",
                        good().entry("x", new byte[0], 0, 0020644),
                        "is a device, only regular files and directories are taken"),
                zip(
                        "set-user-id",
                        "x",
                        good().entry("x", new byte[0], 0, REGULAR | 04755),
                        "is set-user-id or set-group-id; take the bit away"),
                zip(
                        "directory with data",
                        "x",
                        good().file("x/", "data"),
                        "is a directory by its name or its attributes only; they must agree"),
                zip(
                        "directory by mode",
                        "x",
                        good().entry("x", new byte[0], 0, 040755),
                        "is a directory by its name or its attributes only; they must agree"),
                zip(
                        "file by mode",
                        "x",
                        good().entry("x/", new byte[0], 0, REGULAR | 0644),
                        "is a directory by its name or its attributes only; they must agree"),
                zip(
                        "zip64 extra",
                        "x",
                        good().extra(1, 8, 0, 0, 0, 0).file("x", ""),
                        "uses ZIP64 or several disks, which nothing within the caps needs"),
                zip(
                        "zip64 sentinel",
                        "x",
                        good().file("x", "").patchCentral(2, RawZip.SIZE, -1, 4),
                        "uses ZIP64 or several disks, which nothing within the caps needs"),
                zip(
                        "other disk",
                        "x",
                        good().file("x", "").patchCentral(2, RawZip.DISK, 1, 2),
                        "uses ZIP64 or several disks, which nothing within the caps needs"),
                zip(
                        "stored in other size",
                        "x",
                        good().file("x", "abc").patchCentral(2, RawZip.SIZE, 4, 4),
                        "is stored in 3 bytes and says to have 4"),
                zip(
                        "local name",
                        "x",
                        good().file("x", "").patchLocal(2, RawZip.LOCAL_NAME, 'y', 1),
                        "its local header says something else than the directory"),
                zip(
                        "local checksum",
                        "x",
                        good().file("x", "abc").patchLocal(2, RawZip.LOCAL_CRC, 7, 4),
                        "its local header says something else than the directory"),
                zip(
                        "local size",
                        "x",
                        good().file("x", "abc").patchLocal(2, RawZip.LOCAL_SIZE, 2, 4),
                        "its local header says something else than the directory"),
                zip(
                        "local flags",
                        "x",
                        good().file("x", "abc").patchLocal(2, RawZip.LOCAL_FLAGS, 2, 2),
                        "its local header says something else than the directory"),
                zip(
                        "no local header",
                        "x",
                        good().file("x", "abc").patchLocal(2, 0, 0, 4),
                        "has no local header at 97"),
                zip(
                        "descriptor",
                        "x",
                        good().streaming().file("x", "abc").patchCentral(2, RawZip.CRC, 7, 4),
                        "what follows its data says something else than the directory"),
                zip(
                        "checksum",
                        "x",
                        good().file("x", "abc")
                                .patchCentral(2, RawZip.CRC, 7, 4)
                                .patchLocal(2, 14, 7, 4),
                        "its data are damaged: the checksum differs"),
                zip(
                        "gap",
                        "bin/weather",
                        good().junk(3).file("x", ""),
                        "has 3 bytes behind its data that belong to nothing"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusedArchives")
    void snapshot_refusesAnEntry_andSaysWhich(String name, String place, RawZip zip, String problem)
            throws IOException {
        zip.write(archive);

        PluginException refused = refused(QUICK);

        assertThat(((Violations) refused.detail()).all()).contains(new Violation(place, problem));
        assertThat(dir.getParent().resolve("evil")).doesNotExist();
        assertThat(staging.getParent().resolve("evil")).doesNotExist();
    }

    @Test
    void snapshot_listsEveryProblem_andWritesNothing() throws IOException {
        good().file("../evil", "").entry("link", new byte[0], 0, 0120777).write(archive);

        PluginException refused = refused(QUICK);

        assertThat(refused)
                .hasMessage("weather.mplug: ../evil: the path must be relative, without empty parts, \".\" and \"..\""
                        + " (and 1 more) [BAD_BUNDLE]");
        assertThat(staging).isEmptyDirectory();
    }

    @Test
    void snapshot_refusesBombs_eachAndInAll() throws IOException {
        good().deflated("x", new byte[100_000]).write(archive);
        assertThat(refused(QUICK))
                .hasMessageMatching("weather.mplug: x: unpacks 1?[0-9]{2} bytes to 100000, at most 100 times is allowed"
                        + " \\(and 1 more\\) \\[BAD_BUNDLE\\]");

        RawZip many = good();
        for (int i = 0; i < 100; i++) {
            many.deflated("zeros" + i, new byte[60_000]);
        }
        many.write(archive);
        assertThat(refused(QUICK))
                .hasMessageMatching("weather.mplug: unpacks [0-9]{5} bytes to 6000015, at most 100 times is allowed"
                        + " \\[BAD_BUNDLE\\]");
    }

    @Test
    void snapshot_refusesOverlappingEntries() throws IOException {
        // Both central entries point at the first local header: a small file that unpacks many times.
        new RawZip()
                .file("plugin.yaml", "name: x")
                .file("plugin.yam2", "name: x")
                .patchCentral(1, RawZip.OFFSET, 0, 4)
                .write(archive);

        assertThat(((Violations) refused(QUICK).detail()).all())
                .contains(new Violation("plugin.yaml", "its data overlap what follows them in the archive"));
    }

    @Test
    void snapshot_refusesBytesAroundTheArchive() throws IOException {
        byte[] zip = good().bytes();

        Files.write(archive, RawZip.concat(new byte[] {1, 2, 3}, zip));
        assertThat(refused(QUICK)).hasMessageContaining("does not end where the end record begins");
        Files.write(archive, RawZip.concat(zip, new byte[] {1}));
        assertThat(refused(QUICK))
                .hasMessage("weather.mplug: its last 22 bytes are no ZIP end record: cut off, no ZIP, or bytes or a"
                        + " comment behind it [BAD_BUNDLE]");
        new RawZip().junk(5).file("plugin.yaml", "").write(archive);
        assertThat(refused(QUICK)).hasMessage("weather.mplug: has 5 bytes before its first entry [BAD_BUNDLE]");
    }

    @Test
    void snapshot_refusesBrokenDirectories() throws IOException {
        good().patchEnd(RawZip.END_COMMENT, 1, 2).write(archive);
        assertThat(refused(QUICK)).hasMessageContaining("has an archive comment");
        good().patchEnd(RawZip.END_ENTRIES, 0xFFFF, 2).write(archive);
        assertThat(refused(QUICK)).hasMessageContaining("is a ZIP64 or multi-disk archive");
        good().patchEnd(RawZip.END_ENTRIES, 3, 2).patchEnd(8, 3, 2).write(archive);
        assertThat(refused(QUICK)).hasMessageContaining("its directory ends inside entry 3");
        good().patchEnd(RawZip.END_ENTRIES, 1, 2).patchEnd(8, 1, 2).write(archive);
        assertThat(refused(QUICK)).hasMessageContaining("bytes behind its last entry");
        good().patchEnd(RawZip.END_OFFSET, 1, 4).write(archive);
        assertThat(refused(QUICK)).hasMessageContaining("does not end where the end record begins");
        good().patchCentral(1, 0, 0, 4).write(archive);
        assertThat(refused(QUICK)).hasMessageContaining("entry 2 of its directory has no signature");
        Files.write(archive, new byte[10]);
        assertThat(refused(QUICK)).hasMessageContaining("has 10 bytes and is no ZIP archive");
    }

    @Test
    void snapshot_neverWritesMoreThanTheDirectorySays() throws IOException {
        good().deflated("x", new byte[50_000])
                .patchCentral(2, RawZip.SIZE, 10, 4)
                .patchLocal(2, 22, 10, 4)
                .write(archive);
        assertThat(refused(QUICK)).hasMessageContaining("x: unpacks to more than the 10 bytes that were said");

        good().deflated("x", new byte[50])
                .patchCentral(2, RawZip.SIZE, 60, 4)
                .patchLocal(2, 22, 60, 4)
                .write(archive);
        assertThat(refused(QUICK)).hasMessageContaining("x: unpacks 6 bytes to 50, said were 6 and 60");
    }

    @Test
    void snapshot_refusesDamagedAndShortData() throws IOException {
        byte[] random = new byte[300];
        new Random(1).nextBytes(random);
        good().deflated("x", random).patchLocal(2, 31, 7, 1).write(archive);
        assertThat(refused(QUICK)).hasMessageContaining("x: its packed data are damaged");

        // One byte that begins a block, and says nothing more.
        good().file("x", "\u0003")
                .patchCentral(2, RawZip.METHOD, 8, 2)
                .patchLocal(2, 8, 8, 2)
                .write(archive);
        assertThat(refused(QUICK)).hasMessageContaining("x: its packed data end early");
    }

    @Test
    void snapshot_enforcesEveryCap() throws IOException {
        good().file("a/b/c", "0123456789").write(archive);
        long packed = Files.size(archive);

        assertThat(refused(caps(new BundleCaps(20, 2_000, 16, 255, 1 << 20, 100))))
                .hasMessageContaining("unpacks to 25 bytes, at most 20 are allowed");
        assertThat(refused(caps(new BundleCaps(1 << 20, 2, 16, 255, 1 << 20, 100))))
                .hasMessageContaining("has 3 entries, at most 2 are allowed");
        assertThat(refused(caps(new BundleCaps(1 << 20, 5, 16, 255, 1 << 20, 100))))
                .hasMessageContaining("has more than 5 files and directories, the most allowed");
        assertThat(refused(caps(new BundleCaps(1 << 20, 2_000, 2, 255, 1 << 20, 100))))
                .hasMessageContaining("a/b/c: lies 3 levels deep, at most 2 are allowed");
        assertThat(refused(caps(new BundleCaps(1 << 20, 2_000, 16, 4, 1 << 20, 100))))
                .hasMessageContaining("the path has 11 bytes, at most 4 are allowed");
        assertThat(refused(caps(new BundleCaps(1 << 20, 2_000, 16, 255, packed - 1, 100))))
                .hasMessage("weather.mplug: has " + packed + " bytes, at most " + (packed - 1)
                        + " are allowed [BAD_BUNDLE]");
    }

    @Test
    void snapshot_saysWhereTheManifestLies_whenADirectoryWasZipped() throws IOException {
        new RawZip().file("weather/plugin.yaml", "").write(archive);

        assertThat(refused(QUICK))
                .hasMessage("weather.mplug: has no plugin.yaml at its root but weather/plugin.yaml; zip the files, not"
                        + " the directory [BAD_BUNDLE]");
    }

    @Test
    void snapshot_refusesNamesThatAreNotUtf8() throws IOException {
        good().file("x", "")
                .patchCentral(2, 46, 0xFF, 1)
                .patchLocal(2, 30, 0xFF, 1)
                .write(archive);

        assertThat(refused(QUICK)).hasMessageContaining("is not UTF-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"link", "hard link", "pipe"})
    void snapshot_refusesAnArchiveThatIsNoFileOfItsOwn(String kind) throws Exception {
        Path real = good().write(dir.resolve("real"));
        switch (kind) {
            case "link" -> Files.createSymbolicLink(archive, real);
            case "hard link" -> Files.createLink(archive, real);
            default -> DirectorySnapshotTest.makePipe(archive);
        }

        assertThat(refused(QUICK).failure()).isEqualTo(Failure.BAD_BUNDLE);
    }

    private static RawZip good() {
        return new RawZip()
                .file("plugin.yaml", "name: weather")
                .entry("bin/weather", "#!".getBytes(UTF_8), 0, REGULAR | 0755);
    }

    private static Arguments refused(String entry, String problem) {
        return refused(entry, entry.replace("\0", "\\u0000"), problem);
    }

    private static Arguments refused(String entry, String place, String problem) {
        return Arguments.of("entry " + entry.replace("\0", "\\0"), place, good().file(entry, "evil"), problem);
    }

    private static Arguments zip(String name, String place, RawZip zip, String problem) {
        return Arguments.of(name, place, zip, problem);
    }

    private static Options caps(BundleCaps caps) {
        return QUICK.withCaps(caps);
    }

    private PluginException refused(Options options) {
        PluginException refused =
                catchThrowableOfType(PluginException.class, () -> DirectorySource.open(dir, PluginFiles.ORIGIN, options)
                        .snapshot(candidate(archive), staging));
        assertThat(refused).as("nothing was refused").isNotNull();
        assertThat(refused.failure()).isEqualTo(Failure.BAD_BUNDLE);
        try {
            ReadOnly.delete(staging);
            Files.createDirectory(staging);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return refused;
    }

    private Stored stored(BundleStore store, Path candidate) {
        Path tree = store.staging();
        source(dir).snapshot(candidate(candidate), tree);
        return store.adopt(tree);
    }

    private static boolean isThere(String command) {
        return Stream.of(System.getenv("PATH").split(":")).anyMatch(each -> Files.isExecutable(Path.of(each, command)));
    }

    /** Skipped where an optional tool is missing, but never in CI. */
    private static void assumeOrFail(boolean condition, String message) {
        if ("true".equals(System.getenv("CI"))) {
            assertThat(condition).as(message).isTrue();
        }
        org.junit.jupiter.api.Assumptions.assumeTrue(condition, message);
    }
}
