package io.mortise.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mortise.api.error.PluginException;
import io.mortise.manager.PluginManager;
import io.mortise.manager.PluginState;
import io.mortise.manager.PluginStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example plugins, as they ship, in a manager that watches their files. */
class MainJobTest {
    private static final Path EXAMPLES =
            Path.of("../examples/plugins").toAbsolutePath().normalize();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    private PluginManager manager;

    @BeforeEach
    void open() throws IOException {
        directory = directory.toRealPath();
        boolean built = Files.exists(EXAMPLES.resolve("hello-grpc/lib/hello-grpc.jar"))
                && Files.exists(EXAMPLES.resolve("link-checker/lib/link-checker.jar"));
        if (!built && "true".equals(System.getenv("CI"))) {
            throw new IllegalStateException("CI must build examples before cli: their jars are missing");
        }
        copy(EXAMPLES, directory, built);
        manager = PluginManager.open(directory);
    }

    /** Without their jars the gRPC examples stay out: a build of this module alone has not made them. */
    private static void copy(Path from, Path to, boolean grpcToo) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path each : all.toList()) {
                Path relative = from.relativize(each);
                boolean grpc = relative.startsWith("hello-grpc") || relative.startsWith("link-checker");
                if (relative.toString().startsWith(".mortise") || (grpc && !grpcToo)) {
                    continue;
                }
                Files.copy(each, to.resolve(relative.toString()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    @AfterEach
    void close() {
        manager.close();
    }

    private void assertEverythingRuns() {
        assertThat(manager.status()).extracting(PluginStatus::state).containsOnly(PluginState.RUNNING);
    }

    @Test
    void examples_run_answer_reloadUnderLoad_andSurviveABrokenManifest() throws Exception {
        assertEverythingRuns();
        Ran counted = Ran.mortise(directory, "call", "word-count", "count", "--file", "word-count/sample.txt");
        assertThat(counted.json().number("words")).isEqualTo(26684);

        assertThat(hammerWhile(this::replaceTheModule)).as("failed calls").isEmpty();

        Path manifest = directory.resolve("word-count/plugin.yaml");
        Files.writeString(manifest, Files.readString(manifest).replace("runtime: wasm", "runtime: vasm"));
        await().atMost(PATIENCE)
                .until(() -> !manager.status("word-count").problems().isEmpty());
        assertEverythingRuns();
        assertThat(Ran.mortise(directory, "status", "word-count").out()).contains("#1");
        assertThat(Ran.mortise(directory, "call", "word-count", "count", "--text", "still here")
                        .json()
                        .number("words"))
                .isEqualTo(2);
        assertThat(Ran.mortise(directory, "check", "word-count", "--no-start").out())
                .contains("vasm");
    }

    private void replaceTheModule() {
        Path module = directory.resolve("hello-wasm/plugin.wasm");
        try {
            byte[] old = Files.readAllBytes(module);
            byte[] changed = java.util.Arrays.copyOf(old, old.length + 3);
            // a custom section of two bytes: no name, one zero
            changed[old.length + 1] = 1;
            Path beside = Files.write(directory.resolve("hello-wasm/.next"), changed);
            Files.move(beside, module, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        await().atMost(PATIENCE).until(() -> manager.status("hello-wasm").generation() > 1);
    }

    private Queue<String> hammerWhile(Runnable work) throws InterruptedException {
        Queue<String> failures = new ConcurrentLinkedQueue<>();
        AtomicBoolean stopped = new AtomicBoolean();
        AtomicLong calls = new AtomicLong();
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Thread caller = new Thread(() -> {
                while (!stopped.get()) {
                    try {
                        manager.call("hello-wasm", "greet", "{\"name\":\"Ada\"}");
                        calls.incrementAndGet();
                    } catch (PluginException e) {
                        failures.add(String.valueOf(e.getMessage()));
                    }
                }
            });
            callers.add(caller);
            caller.start();
        }
        await().atMost(PATIENCE).until(() -> calls.get() > 100);
        work.run();
        long before = calls.get();
        await().atMost(PATIENCE).until(() -> calls.get() > before + 100);
        stopped.set(true);
        for (Thread caller : callers) {
            caller.join();
        }
        return failures;
    }
}
