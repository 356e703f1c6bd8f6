package io.mortise.source;

import static io.mortise.source.PluginFiles.QUICK;
import static io.mortise.source.PluginFiles.candidate;
import static io.mortise.source.PluginFiles.executable;
import static io.mortise.source.PluginFiles.plugin;
import static io.mortise.source.PluginFiles.source;
import static io.mortise.source.PluginFiles.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mortise.api.BundleCaps;
import io.mortise.api.error.Detail.Violation;
import io.mortise.api.error.Detail.Violations;
import io.mortise.api.error.Failure;
import io.mortise.api.error.PluginException;
import io.mortise.source.DirectorySource.Options;
import io.mortise.source.DirectorySource.SnapshotMode;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectorySnapshotTest {
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
    void snapshot_copiesRegularFilesReadOnly_andKeepsTheExecutableBit() throws IOException {
        executable(write(weather, "bin/weather", "#!/bin/sh"));
        Files.createDirectories(weather.resolve("empty/within"));

        Path root = source(weather.getParent()).snapshot(candidate(weather), staging);

        assertThat(root).isEqualTo(staging);
        assertThat(shownFiles(staging))
                .containsExactly(
                        "bin rwx------", "bin/weather r-x------", "plugin.wasm r--------", "plugin.yaml r--------");
        assertThat(staging.resolve("bin/weather")).hasContent("#!/bin/sh");
    }

    @Test
    void snapshot_leavesOut_whatIsHiddenOrUnfinished() throws IOException {
        write(weather, ".git/config", "");
        write(weather, "plugin.wasm~", "");
        write(weather, "new.tmp", "");
        write(weather, ".plugin.yaml.swp", "");
        Files.createSymbolicLink(weather.resolve(".#plugin.yaml"), Path.of("user@host"));

        source(dir).snapshot(candidate(weather), staging);

        assertThat(shownFiles(staging)).containsExactly("plugin.wasm r--------", "plugin.yaml r--------");
    }

    @Test
    void snapshot_givesTheDirectoryItself_whenItIsToBeLinked() throws IOException {
        Options linking = QUICK.withSnapshot(SnapshotMode.LINK);

        Path root = DirectorySource.open(dir, PluginFiles.ORIGIN, linking).snapshot(candidate(weather), staging);

        assertThat(root).isEqualTo(weather);
        assertThat(shownFiles(staging)).isEmpty();
    }

    @Test
    void snapshot_listsEveryProblem_whenThereAreSeveral() throws Exception {
        Files.createSymbolicLink(weather.resolve("link"), Path.of("/etc/passwd"));
        Files.createSymbolicLink(weather.resolve("linked-directory"), Path.of("/etc"));
        makePipe(weather.resolve("pipe"));
        Files.createLink(weather.resolve("second"), Files.writeString(weather.resolve("first"), "x"));
        try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            socket.bind(UnixDomainSocketAddress.of(weather.resolve("socket")));

            PluginException refused = refused(QUICK);

            assertThat(refused)
                    .hasMessage("weather: first: has 2 hard links, a file of a plugin has one; copy it instead"
                            + " (and 5 more) [BAD_BUNDLE]");
            assertThat(refused.detail())
                    .isEqualTo(new Violations(List.of(
                            new Violation("first", "has 2 hard links, a file of a plugin has one; copy it instead"),
                            notTaken("link", "a symbolic link"),
                            notTaken("linked-directory", "a symbolic link"),
                            notTaken("pipe", "a named pipe"),
                            new Violation("second", "has 2 hard links, a file of a plugin has one; copy it instead"),
                            notTaken("socket", "a socket"))));
        }
    }

    @Test
    void snapshot_refusesADevice() throws Exception {
        Path device = weather.resolve("null");
        org.junit.jupiter.api.Assumptions.assumeTrue(
                run("mknod", device.toString(), "c", "1", "3") == 0, "making a device takes root");

        assertThat(refused(QUICK).detail()).isEqualTo(new Violations(List.of(notTaken("null", "a device"))));
    }

    @Test
    void snapshot_refusesSetUserId() throws Exception {
        Path file = executable(write(weather, "bin/weather", ""));
        assertThat(run("chmod", "u+s", file.toString())).isZero();

        assertThat(refused(QUICK))
                .hasMessage("weather: bin/weather: is set-user-id or set-group-id; take the bit away (chmod ug-s)"
                        + " [BAD_BUNDLE]");
    }

    @Test
    void snapshot_refusesACandidateThatIsALink() throws IOException {
        Path link = Files.createSymbolicLink(dir.resolve("plugins/alias"), weather);

        PluginException refused =
                catchThrowableOfType(PluginException.class, () -> source(dir).snapshot(candidate(link), staging));

        assertThat(refused)
                .hasMessage("alias: is a symbolic link; name the directory it leads to in mortise.yaml:"
                        + " plugins: [ { dir: … } ] [BAD_BUNDLE]");
    }

    @Test
    void snapshot_refusesNamesThatMeetOnOtherSystems() throws IOException {
        write(weather, "assets/Logo.svg", "");
        write(weather, "assets/logo.svg", "");

        assertThat(refused(QUICK))
                .hasMessage("weather: assets/logo.svg: differs from assets/Logo.svg by case or accents only"
                        + " [BAD_BUNDLE]");
    }

    @Test
    void snapshot_refusesNamesWithOtherMeaningsElsewhere() throws IOException {
        write(weather, "a\\b", "");
        write(weather, "c:d", "");
        write(weather, "line\nbreak", "");

        assertThat(((Violations) refused(QUICK).detail()).all())
                .extracting(Violation::place)
                .containsExactly("a\\b", "c:d", "line\\nbreak");
    }

    @Test
    void snapshot_enforcesEveryCap() throws IOException {
        write(weather, "deep/er/still/file", "0123456789");

        assertThat(refused(QUICK.withCaps(new BundleCaps(10, 2_000, 16, 255, 1, 100))))
                .hasMessage("weather: plugin.wasm: with it all files have more than 10 bytes, the most allowed"
                        + " [BAD_BUNDLE]");
        assertThat(refused(QUICK.withCaps(new BundleCaps(100, 4, 16, 255, 1, 100))))
                .hasMessage("weather: has more than 4 files and directories, the most allowed [BAD_BUNDLE]");
        assertThat(refused(QUICK.withCaps(new BundleCaps(100, 2_000, 3, 255, 1, 100))))
                .hasMessage("weather: deep/er/still/file: lies 4 levels deep, at most 3 are allowed [BAD_BUNDLE]");
        assertThat(refused(QUICK.withCaps(new BundleCaps(100, 2_000, 16, 17, 1, 100))))
                .hasMessage(
                        "weather: deep/er/still/file: the path has 18 bytes, at most 17 are allowed" + " [BAD_BUNDLE]");
    }

    @Test
    void snapshot_refusesADirectoryWithoutManifest() throws IOException {
        Files.delete(weather.resolve("plugin.yaml"));

        assertThat(refused(QUICK)).hasMessage("weather: has no plugin.yaml at its root [BAD_BUNDLE]");
    }

    @Test
    void snapshot_refusesACandidateThatIsGone() throws IOException {
        Path gone = dir.resolve("plugins/gone");

        PluginException refused =
                catchThrowableOfType(PluginException.class, () -> source(dir).snapshot(candidate(gone), staging));

        assertThat(refused).hasMessage("gone: is not there any more [BAD_BUNDLE]");
    }

    private static Violation notTaken(String place, String what) {
        return new Violation(place, "is " + what + ", only regular files and directories are taken");
    }

    private PluginException refused(Options options) {
        PluginException refused =
                catchThrowableOfType(PluginException.class, () -> DirectorySource.open(dir, PluginFiles.ORIGIN, options)
                        .snapshot(candidate(weather), staging));
        assertThat(refused.failure()).isEqualTo(Failure.BAD_BUNDLE);
        return refused;
    }

    static void makePipe(Path path) throws Exception {
        assertThat(run("mkfifo", path.toString())).isZero();
    }

    private static int run(String... command) throws Exception {
        return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor();
    }

    static List<String> shownFiles(Path root) throws IOException {
        try (var paths = Files.walk(root)) {
            return paths.filter(path -> !path.equals(root))
                    .sorted()
                    .map(path -> root.relativize(path) + " " + permissions(path))
                    .toList();
        }
    }

    private static String permissions(Path path) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
