package io.mortise.bench;

import io.mortise.api.RunnerFactory;
import io.mortise.api.host.KvService;
import io.mortise.manager.GrantPolicy;
import io.mortise.manager.PluginManager;
import io.mortise.manager.PluginManagerBuilder;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A manager with one plugin, in a directory of its own. */
final class BenchHome implements AutoCloseable {
    private final Path home;
    private final PluginManager plugins;
    private final long openedFrom;
    private final long openedAt;

    private BenchHome(Path home) {
        this(home, PluginManager.builder());
    }

    private BenchHome(Path home, PluginManagerBuilder builder) {
        this(home, builder.requireAll(true), GrantPolicy.asDeclared());
    }

    private BenchHome(Path home, PluginManagerBuilder builder, GrantPolicy policy) {
        this.home = home;
        this.openedFrom = System.nanoTime();
        this.plugins = builder.home(home)
                .directory(home, policy)
                .control(false)
                .watch(false)
                .open();
        this.openedAt = System.nanoTime();
    }

    static BenchHome wasm(byte[] module, String function) throws IOException {
        return wasm(module, function, "");
    }

    /** {@code more} lines of its manifest. */
    static BenchHome wasm(byte[] module, String function, String more) throws IOException {
        return new BenchHome(lay(module, function, more));
    }

    /** A home in which no manager runs yet. */
    static Path lay(byte[] module, String function) throws IOException {
        return lay(module, function, "");
    }

    private static Path lay(byte[] module, String function, String more) throws IOException {
        Path home = Files.createTempDirectory("mortise-bench");
        write(home, "guest", module, function, more);
        return home;
    }

    /** A plugin of {@code runner} that may use {@code kv}. */
    static BenchHome gated(RunnerFactory runner, KvService kv) throws IOException {
        Path home = Files.createTempDirectory("mortise-bench");
        Path plugin = Files.createDirectory(home.resolve("guest"));
        Files.writeString(plugin.resolve("plugin.wasm"), "no guest\n");
        Files.writeString(
                plugin.resolve("plugin.yaml"), manifest("guest", "wasm", "loop") + "permissions: { kv: {} }\n");
        return new BenchHome(home, PluginManager.builder().runner(runner).service(KvService.class, kv));
    }

    /** {@code guest-0}, {@code guest-1} …, each with a module of its own: a custom section says which; {@code more} lines of each manifest. */
    static BenchHome many(byte[] module, String function, int count, String more) throws IOException {
        Path home = Files.createTempDirectory("mortise-bench");
        for (int i = 0; i < count; i++) {
            byte[] own = Arrays.copyOf(module, module.length + 8);
            byte[] section = {0, 6, 1, 'n', (byte) i, (byte) (i >> 8), 0, 0};
            System.arraycopy(section, 0, own, module.length, section.length);
            write(home, "guest-" + i, own, function, more);
        }
        return new BenchHome(home);
    }

    private static void write(Path home, String name, byte[] module, String function, String more) throws IOException {
        Path plugin = Files.createDirectory(home.resolve(name));
        Files.write(plugin.resolve("plugin.wasm"), module);
        Files.writeString(plugin.resolve("plugin.yaml"), manifest(name, "wasm", function) + more);
    }

    static BenchHome process(Class<?> main, String function) throws IOException {
        Path home = Files.createTempDirectory("mortise-bench");
        Path plugin = Files.createDirectories(home.resolve("guest"));
        writeJar(Files.createDirectory(plugin.resolve("lib")).resolve("guest.jar"), main);
        Files.writeString(
                plugin.resolve("plugin.yaml"), manifest("guest", "grpc", function) + "grpc: { jar: lib/guest.jar }\n");
        return new BenchHome(home);
    }

    /**
     * A built program; without {@code tls} it is kept from seeing the host's certificate, and plaintext is granted.
     *
     * @param sandbox the level, as in settings
     */
    static BenchHome program(Path program, String function, boolean tls, String sandbox) throws IOException {
        Path home = Files.createTempDirectory("mortise-bench");
        Files.writeString(home.resolve("mortise.yaml"), "sandbox: { level: " + sandbox + " }\n");
        Path bin = Files.createDirectories(home.resolve("guest/bin"));
        Files.copy(program, bin.resolve("program"), StandardCopyOption.COPY_ATTRIBUTES);
        Path script = bin.resolve("guest");
        String hide = tls ? "" : "unset PLUGIN_CLIENT_CERT\n";
        Files.writeString(script, "#!/bin/sh\n" + hide + "exec bin/program\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(
                home.resolve("guest/plugin.yaml"),
                manifest("guest", "grpc", function) + "grpc: { binary: bin/guest }\n");
        BenchHome opened = new BenchHome(home, PluginManager.builder(), GrantPolicy.stored());
        if (!tls) {
            opened.plugins.grant("guest", "bench", List.of("plaintext"));
        }
        opened.plugins.grant("guest", "bench");
        return opened;
    }

    private static String manifest(String name, String runtime, String function) {
        return "name: " + name + "\nversion: 1.0.0\nruntime: " + runtime + "\nfunctions: { " + function + ": {} }\n";
    }

    /** A jar that only names this JVM's class path. */
    static void writeJar(Path jar, Class<?> main) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, main.getName());
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, classPath());
        try (OutputStream out = Files.newOutputStream(jar)) {
            new JarOutputStream(out, manifest).close();
        }
    }

    private static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toUri().toString())
                .collect(Collectors.joining(" "));
    }

    /** {@link System#nanoTime} when opening began. */
    long openedFrom() {
        return openedFrom;
    }

    /** {@link System#nanoTime} when opening had ended. */
    long openedAt() {
        return openedAt;
    }

    PluginManager plugins() {
        return plugins;
    }

    @Override
    public void close() throws IOException {
        plugins.close();
        remove(home);
    }

    /** With all in it; nothing there is no failure. */
    static void remove(Path root) throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        List<Path> all;
        try (Stream<Path> tree = Files.walk(root)) {
            all = tree.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : all) {
            path.toFile().setWritable(true);
            Files.delete(path);
        }
    }
}
