package io.mortise.testkit.plugins;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import io.mortise.api.RuntimeKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

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

    private final Path directory;
    private final Twin twin;
    private String name = "contract";
    private String version = "1.0.0";
    private String asks = ASKS;
    private String functions = "";
    private String more = "";

    private ContractPlugin(Path directory, Twin twin) {
        this.directory = directory;
        this.twin = twin;
    }

    /** To be written into {@code directory}, as the project's own twin for this runtime. */
    public static ContractPlugin in(Path directory, RuntimeKind runtime) {
        return in(directory, Twin.of(runtime));
    }

    /** To be written into {@code directory}, as this twin. */
    public static ContractPlugin in(Path directory, Twin twin) {
        return new ContractPlugin(directory, twin);
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
            String how = twin.lay(directory);
            Path fresh = directory.resolveSibling("." + directory.getFileName() + ".yaml");
            Files.writeString(fresh, manifest(how));
            Files.move(fresh, directory.resolve("plugin.yaml"), ATOMIC_MOVE);
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String manifest(String how) {
        String plain = twin.functions().stream()
                .filter(function -> !functions.contains("  " + function + ":"))
                .map(function -> "  " + function + ": {}\n")
                .collect(Collectors.joining());
        String about = "name: " + name + "\nversion: " + version + "\n";
        return about + how + "functions:\n" + plain + functions + more + asks;
    }
}
