package io.mortise.manager;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mortise.api.RuntimeKind;
import io.mortise.testkit.FakeGuest;
import io.mortise.testkit.FakeRunnerFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A home with fake plugins: a plugin is a directory with a manifest and a file that names its guest. */
final class TestHome {
    final Path directory;
    final FakeRunnerFactory wasm = new FakeRunnerFactory(RuntimeKind.WASM);
    final FakeRunnerFactory grpc = new FakeRunnerFactory(RuntimeKind.GRPC);
    final List<PluginEvent> events = new CopyOnWriteArrayList<>();

    TestHome(Path directory) {
        this.directory = directory;
    }

    TestHome guest(String key, FakeGuest guest) {
        wasm.guest(key, guest);
        grpc.guest(key, guest);
        return this;
    }

    /** A wasm plugin whose manifest says this beside name, version and runtime. */
    TestHome plugin(String name, String version, String guest, String... more) {
        return write(
                name,
                guest,
                "name: " + name,
                "version: " + version,
                "runtime: wasm",
                "wasm: { module: guest }",
                String.join("\n", more));
    }

    TestHome write(String directoryName, String guest, String... manifest) {
        Path plugin = directory.resolve(directoryName);
        try {
            Files.createDirectories(plugin);
            put(plugin.resolve("guest"), guest);
            put(plugin.resolve("plugin.yaml"), String.join("\n", manifest) + "\n");
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Written long ago, so that no quiet period is waited for. */
    private static void put(Path file, String text) throws IOException {
        Path beside = file.resolveSibling(".next");
        Files.writeString(beside, text, UTF_8);
        Files.setLastModifiedTime(beside, FileTime.from(Instant.now().minusSeconds(60)));
        Files.move(beside, file, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    }

    TestHome settings(String... lines) {
        try {
            Files.writeString(directory.resolve("mortise.yaml"), String.join("\n", lines) + "\n", UTF_8);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    PluginManagerBuilder builder() {
        return PluginManager.builder()
                .home(directory)
                .runner(wasm)
                .runner(grpc)
                .control(false)
                .watch(false)
                .onEvent(events::add);
    }

    PluginManager open() {
        return builder().open();
    }
}
