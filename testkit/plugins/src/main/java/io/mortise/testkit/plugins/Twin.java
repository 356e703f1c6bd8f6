package io.mortise.testkit.plugins;

import io.mortise.api.RunnerFactory;
import io.mortise.api.RuntimeKind;
import io.mortise.testkit.ContractGuest;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One of the programs that the contract guest is written as: what is laid into a plugin directory, and how it runs. */
public interface Twin {
    /** In C, for wasm. */
    Twin C = new Twin() {
        @Override
        public List<String> functions() {
            return Stream.concat(ContractGuest.FUNCTIONS.stream(), ContractGuest.WASM_ONLY.stream())
                    .toList();
        }

        @Override
        public String lay(Path directory) throws IOException {
            Files.write(directory.resolve("plugin.wasm"), ContractGuest.module());
            return "runtime: wasm\n";
        }
    };

    /** In Java, for gRPC: a jar of a few hundred bytes that names this JVM's class path. */
    Twin JAVA = new Twin() {
        @Override
        public List<String> functions() {
            return Stream.concat(ContractGuest.FUNCTIONS.stream(), ContractGuest.GRPC_ONLY.stream())
                    .toList();
        }

        @Override
        public String lay(Path directory) throws IOException {
            Manifest manifest = new Manifest();
            Attributes main = manifest.getMainAttributes();
            main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
            main.put(Attributes.Name.MAIN_CLASS, "io.mortise.testkit.guest.ContractPlugin");
            main.put(
                    Attributes.Name.CLASS_PATH,
                    Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                            .map(entry -> Path.of(entry).toUri().toString())
                            .collect(Collectors.joining(" ")));
            Path lib = Files.createDirectories(directory.resolve("lib"));
            try (OutputStream out = Files.newOutputStream(lib.resolve("contract.jar"))) {
                new JarOutputStream(out, manifest).close();
            }
            return "runtime: grpc\ngrpc: { jar: lib/contract.jar }\n";
        }
    };

    /** The project's own for this runtime. */
    static Twin of(RuntimeKind runtime) {
        return runtime == RuntimeKind.WASM ? C : JAVA;
    }

    /** The functions it has. */
    List<String> functions();

    /** A runtime to share between homes. Standard: each manager finds its own. */
    default Optional<RunnerFactory> runtimes() {
        return Optional.empty();
    }

    /** Writes its files. @return the lines of {@code plugin.yaml} that say how it runs */
    String lay(Path directory) throws IOException;
}
