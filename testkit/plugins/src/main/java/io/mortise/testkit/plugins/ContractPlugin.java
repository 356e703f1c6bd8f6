package io.mortise.testkit.plugins;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import io.mortise.api.RuntimeKind;
import io.mortise.testkit.ContractGuest;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A plugin directory of the contract guest, on either runtime, with a manifest as a test needs it. */
public final class ContractPlugin {
    /** What it asks for when it asks for everything its wasm twin imports. */
    public static final String ASKS =
            """
            permissions:
              http: [ { host: "*" } ]
              kv: {}
              cache: true
              jobs: true
              events: { publish: [contract.*], subscribe: [contract.*] }
              secrets: [TOKEN]
              plugins: [contract, other]
              app: [app.echo]
              mail: { to: ["*"] }
              sql: { mode: readwrite }
            """;

    private static final String MAIN = "io.mortise.testkit.guest.ContractPlugin";

    private final Path directory;
    private final RuntimeKind runtime;
    private String name = "contract";
    private String version = "1.0.0";
    private String asks = ASKS;
    private String functions = "";
    private String more = "";

    private ContractPlugin(Path directory, RuntimeKind runtime) {
        this.directory = directory;
        this.runtime = runtime;
    }

    /** To be written into {@code directory}. */
    public static ContractPlugin in(Path directory, RuntimeKind runtime) {
        return new ContractPlugin(directory, runtime);
    }

    /** Standard: {@code contract}. */
    public ContractPlugin named(String other) {
        name = other;
        return this;
    }

    /** Standard: {@code 1.0.0}. */
    public ContractPlugin version(String other) {
        version = other;
        return this;
    }

    /** The {@code permissions} block as YAML. */
    public ContractPlugin asks(String yaml) {
        asks = yaml;
        return this;
    }

    /** Entries of {@code functions} as YAML, each {@code name: { … }} on a line; the other functions stay plain. */
    public ContractPlugin functions(String yaml) {
        functions = yaml.indent(2);
        return this;
    }

    /** More of the manifest, as YAML at top level. */
    public ContractPlugin with(String yaml) {
        more = yaml;
        return this;
    }

    /** Writes it; the manifest last, so that a watcher sees a whole plugin. */
    public Path write() {
        try {
            Files.createDirectories(directory);
            if (runtime == RuntimeKind.WASM) {
                Files.write(directory.resolve("plugin.wasm"), ContractGuest.module());
            } else {
                writeJar(Files.createDirectories(directory.resolve("lib")).resolve("contract.jar"));
            }
            Path fresh = directory.resolveSibling("." + directory.getFileName() + ".yaml");
            Files.writeString(fresh, manifest());
            Files.move(fresh, directory.resolve("plugin.yaml"), ATOMIC_MOVE);
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String manifest() {
        String how =
                runtime == RuntimeKind.WASM ? "runtime: wasm\n" : "runtime: grpc\ngrpc: { jar: lib/contract.jar }\n";
        List<String> twin = runtime == RuntimeKind.WASM ? ContractGuest.WASM_ONLY : ContractGuest.GRPC_ONLY;
        String plain = Stream.concat(ContractGuest.FUNCTIONS.stream(), twin.stream())
                .filter(function -> !functions.contains("  " + function + ":"))
                .map(function -> "  " + function + ": {}\n")
                .collect(Collectors.joining());
        String about = "name: " + name + "\nversion: " + version + "\n";
        return about + how + "functions:\n" + plain + functions + more + asks;
    }

    /** A jar of a few hundred bytes that names this JVM's class path. */
    private static void writeJar(Path jar) throws IOException {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.put(Attributes.Name.MAIN_CLASS, MAIN);
        main.put(
                Attributes.Name.CLASS_PATH,
                Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                        .map(entry -> Path.of(entry).toUri().toString())
                        .collect(Collectors.joining(" ")));
        try (OutputStream out = Files.newOutputStream(jar)) {
            new JarOutputStream(out, manifest).close();
        }
    }
}
