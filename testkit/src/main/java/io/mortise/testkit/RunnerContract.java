package io.mortise.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mortise.api.Call;
import io.mortise.api.CallChain;
import io.mortise.api.CallId;
import io.mortise.api.Caller;
import io.mortise.api.Canceller;
import io.mortise.api.Deadline;
import io.mortise.api.HealthStatus;
import io.mortise.api.Limits;
import io.mortise.api.PluginBundle;
import io.mortise.api.PluginConfig;
import io.mortise.api.PluginId;
import io.mortise.api.Runner;
import io.mortise.api.RunnerEnvironment;
import io.mortise.api.RunnerFactory;
import io.mortise.api.RunnerListener;
import io.mortise.api.RuntimeKind;
import io.mortise.api.Sandbox;
import io.mortise.api.error.Detail;
import io.mortise.api.error.Failure;
import io.mortise.api.error.PluginException;
import io.mortise.api.host.StatusCode;
import io.mortise.api.manifest.RuntimeSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * The part of the contract that every test of it stands on: a started twin of the {@link ContractGuest} and short ways
 * to call it. A runner's module extends {@link CallContract}, {@link HostContract} and {@link LifecycleContract}.
 */
abstract class RunnerContract {
    private static final AtomicLong IDS = new AtomicLong();

    @TempDir
    Path directory;

    final FakeHost host = new FakeHost();
    private final ExecutorService executor = Executors.newFixedThreadPool(2);
    private RunnerFactory factory;
    Runner runner;
    PluginBundle bundle;

    /** A factory of the runner under test. */
    protected abstract RunnerFactory factory();

    /** Lays the twin's files into {@code root} and says how it runs. */
    protected abstract RuntimeSpec spec(Path root) throws IOException;

    @BeforeEach
    final void load() throws IOException {
        factory = factory();
        Path root = Files.createDirectory(directory.resolve("bundle"));
        bundle = ContractGuest.bundle(spec(root), root);
        host.of(bundle.subject());
        runner = create(RunnerListener.NONE);
    }

    @AfterEach
    final void end() {
        runner.close();
        factory.close();
        executor.shutdownNow();
    }

    final Runner create(RunnerListener listener) throws IOException {
        return factory.create(new RunnerEnvironment(
                Files.createDirectories(directory.resolve("cache")),
                Files.createDirectories(directory.resolve("run")),
                executor,
                listener));
    }

    final Limits limits() {
        // a process is bounded too where it says so, and a JVM does not live in what an instance has
        boolean instance = factory.runtime() == RuntimeKind.WASM;
        return Limits.of(factory.runtime()).withMemoryBytes(instance ? 32L << 20 : 1L << 30);
    }

    final PluginConfig config() {
        return PluginConfig.of(bundle.subject(), limits(), factory.sandbox(Sandbox.LIMITED));
    }

    final void start() {
        start(config());
    }

    final void start(PluginConfig config) {
        runner.load(bundle);
        runner.start(config, host);
    }

    final Call call(String function, String input) {
        return Call.of(
                new CallId(IDS.incrementAndGet()),
                function,
                input.getBytes(UTF_8),
                Deadline.after(Duration.ofSeconds(20)));
    }

    final String ask(String function, String input) {
        return runner.call(call(function, input)).text();
    }

    final PluginException failure(Call call) {
        return catchThrowableOfType(PluginException.class, () -> runner.call(call));
    }

    final PluginException failure(String function, String input) {
        return failure(call(function, input));
    }

    final void assertServing() {
        assertThat(ask("echo", "still here")).isEqualTo("still here");
    }

    static void assertRejected(PluginException failure, StatusCode code, String message) {
        assertThat(failure.failure()).isEqualTo(Failure.REJECTED);
        assertThat(failure.detail()).isEqualTo(new Detail.Rejection(code, message));
    }

    static Call within(Call call, Duration limit) {
        return new Call(
                call.id(),
                call.function(),
                call.payload(),
                Deadline.after(limit),
                call.caller(),
                call.chain(),
                call.cancellation(),
                call.chunks(),
                call.trace());
    }

    static CallChain through(String plugin) {
        return CallChain.EMPTY.through(PluginId.of(plugin));
    }

    static Caller tenant(String label) {
        return Caller.application("test").withTenant(label);
    }

    static Canceller cancelWhen(Runnable wait) {
        Canceller canceller = new Canceller();
        Thread thread = new Thread(
                () -> {
                    wait.run();
                    canceller.cancel();
                },
                "canceller");
        thread.setDaemon(true);
        thread.start();
        return canceller;
    }

    static HealthStatus withoutUptime(HealthStatus status) {
        return new HealthStatus(status.ready(), status.message(), Duration.ZERO);
    }
}
