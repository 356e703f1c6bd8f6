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

    private BenchHome(Path home) {
        this(home, PluginManager.builder());
    }

    private BenchHome(Path home, PluginManagerBuilder builder) {
        this.home = home;
        this.plugins = builder.home(home)
                .directory(home, GrantPolicy.asDeclared())
                .control(false)
                .watch(false)
                .requireAll(true)
                .open();
    }

    static BenchHome wasm(byte[] module, String function) throws IOException {
        return new BenchHome(lay(module, function));
    }

    /** A home in which no manager runs yet. */
    static Path lay(byte[] module, String function) throws IOException {
        Path home = Files.createTempDirectory("mortise-bench");
        Path plugin = Files.createDirectory(home.resolve("guest"));
        Files.write(plugin.resolve("plugin.wasm"), module);
        Files.writeString(plugin.resolve("plugin.yaml"), manifest("wasm", function));
        return home;
    }

    /** A plugin of {@code runner} that may use {@code kv}. */
    static BenchHome gated(RunnerFactory runner, KvService kv) throws IOException {
        Path home = Files.createTempDirectory("mortise-bench");
        Path plugin = Files.createDirectory(home.resolve("guest"));
        Files.writeString(plugin.resolve("plugin.wasm"), "no guest\n");
        Files.writeString(plugin.resolve("plugin.yaml"), manifest("wasm", "loop") + "permissions: { kv: {} }\n");
        return new BenchHome(home, PluginManager.builder().runner(runner).service(KvService.class, kv));
    }

    static BenchHome process(Class<?> main, String function) throws IOException {
        Path home = Files.createTempDirectory("mortise-bench");
        Path plugin = Files.createDirectories(home.resolve("guest"));
        writeJar(Files.createDirectory(plugin.resolve("lib")).resolve("guest.jar"), main);
        Files.writeString(plugin.resolve("plugin.yaml"), manifest("grpc", function) + "grpc: { jar: lib/guest.jar }\n");
        return new BenchHome(home);
    }

    private static String manifest(String runtime, String function) {
        return "name: guest\nversion: 1.0.0\nruntime: " + runtime + "\nfunctions: { " + function + ": {} }\n";
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
