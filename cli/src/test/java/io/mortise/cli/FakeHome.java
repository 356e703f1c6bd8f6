package io.mortise.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mortise.api.RuntimeKind;
import io.mortise.manager.PluginManager;
import io.mortise.manager.PluginManagerBuilder;
import io.mortise.testkit.FakeGuest;
import io.mortise.testkit.FakeRunnerFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;

/** A home with fake plugins, and an application that embeds a manager in it. */
final class FakeHome {
    final Path directory;
    final FakeRunnerFactory wasm = new FakeRunnerFactory(RuntimeKind.WASM);
    final FakeRunnerFactory grpc = new FakeRunnerFactory(RuntimeKind.GRPC);

    FakeHome(Path directory) throws IOException {
        this.directory = directory.toRealPath();
    }

    FakeHome guest(String key, FakeGuest guest) {
        wasm.guest(key, guest);
        grpc.guest(key, guest);
        return this;
    }

    FakeHome plugin(String name, String runtime, String guest, String... more) throws IOException {
        Path plugin = Files.createDirectories(directory.resolve(name));
        put(plugin.resolve("guest"), guest);
        String how = runtime.equals("wasm") ? "wasm: { module: guest }" : "grpc: { binary: guest }";
        put(
                plugin.resolve("plugin.yaml"),
                "name: " + name + "\nversion: 1.0.0\nruntime: " + runtime + "\n" + how + "\n" + String.join("\n", more)
                        + "\n");
        plugin.resolve("guest").toFile().setExecutable(true);
        return this;
    }

    FakeHome file(String name, String text) throws IOException {
        put(directory.resolve(name), text);
        return this;
    }

    /** Written long ago, so that no quiet period is waited for. */
    private static void put(Path file, String text) throws IOException {
        Files.writeString(file, text, UTF_8);
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60)));
    }

    PluginManagerBuilder builder() {
        return PluginManager.builder().home(directory).runner(wasm).runner(grpc).watch(false);
    }

    Ran mortise(String... words) {
        return Ran.mortise(directory, words);
    }
}
