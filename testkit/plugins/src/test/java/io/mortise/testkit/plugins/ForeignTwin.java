package io.mortise.testkit.plugins;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.api.RunnerFactory;
import io.mortise.api.RuntimeKind;
import io.mortise.testkit.ContractGuest;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The contract guest in other languages, made by the script beside its source, once in a run of the tests. */
enum ForeignTwin implements Twin {
    GO_WASM("go", "go", "wasip1 module of one Go source") {
        @Override
        void copy(Path built, Path directory) throws IOException {
            Files.copy(built.resolve("contract.wasm"), directory.resolve("plugin.wasm"), REPLACE_EXISTING);
        }

        @Override
        String how(Path built) {
            return "runtime: wasm\n";
        }

        @Override
        public Optional<RunnerFactory> runtimes() {
            return Optional.of(SharedWasm.INSTANCE);
        }
    },
    GO_PROCESS("go", "go", "process of the same Go source") {
        @Override
        void copy(Path built, Path directory) throws IOException {
            Files.copy(
                    built.resolve("contract"),
                    Files.createDirectories(directory.resolve("bin")).resolve("contract"),
                    REPLACE_EXISTING);
        }

        @Override
        String how(Path built) {
            return "runtime: grpc\ngrpc: { binary: bin/contract }\n";
        }
    },
    /** Offers both; the settings choose. */
    GO_BOTH("go", "go", "one Go source, both ways") {
        @Override
        void copy(Path built, Path directory) throws IOException {
            GO_WASM.copy(built, directory);
            GO_PROCESS.copy(built, directory);
        }

        @Override
        String how(Path built) {
            return "runtime: [wasm, grpc]\ngrpc: { binary: bin/contract }\n";
        }
    },
    PYTHON("python", "python3", "Python program") {
        @Override
        void copy(Path built, Path directory) throws IOException {
            copyEach(built.resolve("plugin"), directory);
        }

        @Override
        String how(Path built) {
            return "runtime: grpc\ngrpc: { command: [python3, main.py], env: { PYTHONPATH: \"" + built.resolve("lib")
                    + "\" } }\n";
        }
    },
    NODE("node", "node", "Node program") {
        @Override
        void copy(Path built, Path directory) throws IOException {
            copyEach(built.resolve("plugin"), directory);
        }

        @Override
        String how(Path built) {
            return "runtime: grpc\ngrpc: { command: [node, main.js], env: { NODE_PATH: \""
                    + built.resolve("node_modules") + "\" } }\n";
        }
    };

    private static final Map<String, Path> BUILT = new ConcurrentHashMap<>();
    private static final long BUILD_MINUTES = 10;

    private final String language;
    private final String tool;
    private final String text;

    ForeignTwin(String language, String tool, String text) {
        this.language = language;
        this.tool = tool;
        this.text = text;
    }

    abstract void copy(Path built, Path directory) throws IOException;

    abstract String how(Path built);

    @Override
    public List<String> functions() {
        return this == GO_PROCESS || this == PYTHON || this == NODE
                ? Stream.concat(ContractGuest.FUNCTIONS.stream(), ContractGuest.GRPC_ONLY.stream())
                        .toList()
                : ContractGuest.FUNCTIONS;
    }

    @Override
    public String lay(Path directory) throws IOException {
        Path built = built();
        copy(built, directory);
        return how(built);
    }

    RuntimeKind runtime() {
        return this == GO_WASM ? RuntimeKind.WASM : RuntimeKind.GRPC;
    }

    /** Skips the test, with a line that says why, where the language's tool is not on this machine. */
    void assumeToolIsThere() {
        Assumptions.assumeTrue(
                Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .anyMatch(entry -> Files.isExecutable(Path.of(entry, tool))),
                "no " + tool + " in PATH: the contract on a " + text + " is not tested here");
    }

    /** Where the guest, and the SDK with all it needs, were built. */
    Path built() {
        return BUILT.computeIfAbsent(language, this::build);
    }

    private Path build(String name) {
        assumeToolIsThere();
        Path source = Path.of("../guests", name).toAbsolutePath().normalize();
        Path out = Path.of("target/guests", name).toAbsolutePath();
        try {
            Path log = Files.createDirectories(out).resolve("build.log");
            Process script = new ProcessBuilder(source.resolve("build.sh").toString(), out.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            boolean ended = script.waitFor(BUILD_MINUTES, TimeUnit.MINUTES);
            script.destroyForcibly();
            assertThat(ended && script.exitValue() == 0)
                    .as("%s/build.sh, which said: %s", source, Files.readString(log, UTF_8))
                    .isTrue();
            return out;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while " + source + " was built", e);
        }
    }

    private static void copyEach(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()), REPLACE_EXISTING);
            }
        }
    }
}
