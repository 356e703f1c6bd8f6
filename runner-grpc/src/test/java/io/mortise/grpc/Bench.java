package io.mortise.grpc;

import io.mortise.api.Call;
import io.mortise.api.CallId;
import io.mortise.api.Deadline;
import io.mortise.api.Limits;
import io.mortise.api.Mount;
import io.mortise.api.Origin;
import io.mortise.api.PluginBundle;
import io.mortise.api.PluginConfig;
import io.mortise.api.Runner;
import io.mortise.api.RunnerEnvironment;
import io.mortise.api.RunnerListener;
import io.mortise.api.Sandbox;
import io.mortise.api.Subject;
import io.mortise.api.error.PluginException;
import io.mortise.api.manifest.PluginManifest;
import io.mortise.api.manifest.RuntimeSpec;
import io.mortise.testkit.FakeHost;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/** A place to run one plugin: a bundle made of scripts, a factory, a host that keeps what it is told. */
final class Bench implements AutoCloseable {
    private static final AtomicLong IDS = new AtomicLong();

    final Path root;
    final Path run;
    final FakeHost host = new FakeHost();
    final List<PluginException> deaths = new CopyOnWriteArrayList<>();
    GrpcRunnerFactory factory = new GrpcRunnerFactory();
    private final ExecutorService executor = Executors.newFixedThreadPool(2);
    private final List<Runner> runners = new CopyOnWriteArrayList<>();
    Limits limits = Limits.GRPC;
    Sandbox sandbox = factory.sandbox(Sandbox.LIMITED);
    boolean allowPlaintext;
    List<Mount> mounts = List.of();

    Bench(Path directory) throws IOException {
        root = Files.createDirectories(directory.resolve("bundle"));
        run = directory.resolve("run");
    }

    /** Writes a shell script of the bundle. */
    Path script(String name, String... lines) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        return file;
    }

    static RuntimeSpec.Grpc binary(String path) {
        return RuntimeSpec.Grpc.of(new RuntimeSpec.Launch.Binary(Map.of("any", path)));
    }

    Runner runner() {
        Runner runner =
                factory.create(new RunnerEnvironment(run.resolveSibling("cache"), run, executor, new RunnerListener() {
                    @Override
                    public void died(PluginException crash) {
                        deaths.add(crash);
                    }

                    @Override
                    public void counted(String counter) {}
                }));
        runners.add(runner);
        return runner;
    }

    PluginBundle bundle(RuntimeSpec spec) {
        PluginManifest manifest = PluginManifest.of("peer", "1.0.0", spec);
        return new PluginBundle(
                new Subject(manifest.name(), "1.0.0", 1), manifest, root, "0".repeat(64), new Origin("dir:test"));
    }

    PluginConfig config() {
        return new PluginConfig(
                bundle(binary("x")).subject(),
                "{}".getBytes(StandardCharsets.UTF_8),
                List.of(),
                limits,
                sandbox,
                mounts,
                allowPlaintext);
    }

    Runner start(RuntimeSpec spec) {
        Runner runner = runner();
        runner.load(bundle(spec));
        runner.start(config(), host);
        return runner;
    }

    static Call call(String function, String input) {
        return Call.of(
                new CallId(IDS.incrementAndGet()),
                function,
                input.getBytes(StandardCharsets.UTF_8),
                Deadline.after(Duration.ofSeconds(20)));
    }

    /** What the plugin wrote, as text. */
    List<String> logged() {
        return host.logged.stream().map(line -> line.message()).toList();
    }

    @Override
    public void close() {
        runners.forEach(Runner::close);
        factory.close();
        executor.shutdownNow();
    }
}
