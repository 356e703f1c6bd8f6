package io.mortise.testkit.plugins;

import io.mortise.api.RunnerFactory;
import io.mortise.api.RuntimeKind;
import io.mortise.testkit.ContractGuest;
import io.mortise.testkit.JavaGuest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
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

    /** In Java, for gRPC, as a program that starts fast. */
    Twin JAVA = new Twin() {
        @Override
        public List<String> functions() {
            return Stream.concat(ContractGuest.FUNCTIONS.stream(), ContractGuest.GRPC_ONLY.stream())
                    .toList();
        }

        @Override
        public String lay(Path directory) throws IOException {
            JavaGuest.of("io.mortise.testkit.guest.ContractPlugin").write(directory.resolve("bin/contract"));
            return "runtime: grpc\ngrpc: { binary: bin/contract }\n";
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
