package io.mortise.wasm;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.dylibso.chicory.wabt.Wat2Wasm;
import io.mortise.api.Call;
import io.mortise.api.CallId;
import io.mortise.api.Deadline;
import io.mortise.api.Limits;
import io.mortise.api.MemoryBudget;
import io.mortise.api.Mount;
import io.mortise.api.Origin;
import io.mortise.api.PluginBundle;
import io.mortise.api.PluginConfig;
import io.mortise.api.PluginId;
import io.mortise.api.Runner;
import io.mortise.api.RunnerEnvironment;
import io.mortise.api.RunnerListener;
import io.mortise.api.Sandbox;
import io.mortise.api.Subject;
import io.mortise.api.error.Detail;
import io.mortise.api.error.PluginException;
import io.mortise.api.manifest.FunctionSpec;
import io.mortise.api.manifest.Permissions;
import io.mortise.api.manifest.PluginManifest;
import io.mortise.api.manifest.RuntimeSpec;
import io.mortise.testkit.ContractGuest;
import io.mortise.testkit.FakeHost;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;

/** A plugin out of a few lines of WAT or bytes, loaded and started through the runner's front door. */
final class Guests implements AutoCloseable {
    private static final Map<String, byte[]> PARSED = new ConcurrentHashMap<>();
    private static final AtomicLong IDS = new AtomicLong();

    final WasmRunnerFactory factory;
    final FakeHost host = new FakeHost();
    final List<String> counted = new CopyOnWriteArrayList<>();
    final List<String> loading = new CopyOnWriteArrayList<>();
    final List<Duration> ran = new CopyOnWriteArrayList<>();
    final List<PluginException> exhausted = new CopyOnWriteArrayList<>();
    final List<String> startNotes = new CopyOnWriteArrayList<>();
    private final Path directory;
    private final List<Runner> runners = new CopyOnWriteArrayList<>();
    RuntimeSpec.Wasm spec = RuntimeSpec.Wasm.STANDARD;
    Limits limits = Limits.WASM.withMemoryBytes(32L << 20);
    Permissions permissions = ContractGuest.ASKS;
    String config = "{}";
    /** What the last load told. */
    List<String> notes = List.of();
    /** What lies beside the module. */
    Map<String, byte[]> files = Map.of();

    List<Mount> mounts = List.of();
    MemoryBudget budget = MemoryBudget.UNBOUNDED;
    Executor background = Runnable::run;

    Guests(WasmRunnerFactory factory, Path directory) {
        this.factory = factory;
        this.directory = directory;
    }

    /** Guests in a factory that others use too, and that these do not close. */
    static Guests besideOthers(WasmRunnerFactory factory, Path directory) {
        return new Guests(factory, directory);
    }

    /** True when no runner of these holds an instance. */
    boolean hasNothingRunning() {
        return runners.stream().noneMatch(runner -> runner.health(Deadline.after(Duration.ofSeconds(1)))
                .ready());
    }

    /** Stops what runs and leaves the factory open. */
    void stopAll() {
        runners.forEach(Runner::close);
    }

    /** {@code body} is put into a module with one page of memory that imports input and output. */
    static byte[] wat(String body) {
        return PARSED.computeIfAbsent(
                "(module "
                        + "(import \"mortise/1\" \"input\" (func $input (param i32)))"
                        + "(import \"mortise/1\" \"output\" (func $output (param i32 i32)))"
                        + body
                        + ")",
                Wat2Wasm::parse);
    }

    Runner loaded(byte[] module, String... functions) {
        Runner runner = factory.create(new RunnerEnvironment(directory, directory, background, listener(), budget));
        runners.add(runner);
        notes = runner.load(bundle(module, functions)).notes();
        return runner;
    }

    Runner started(byte[] module, String... functions) {
        Runner runner = loaded(module, functions);
        PluginConfig given = PluginConfig.of(subject(), limits, Sandbox.WASM)
                .withJson(config.getBytes(UTF_8))
                .withMounts(mounts);
        startNotes.addAll(runner.start(given, host).notes());
        return runner;
    }

    Runner contract() {
        return started(
                ContractGuest.module(),
                Stream.concat(ContractGuest.FUNCTIONS.stream(), ContractGuest.WASM_ONLY.stream())
                        .toArray(String[]::new));
    }

    PluginBundle bundle(byte[] module, String... functions) {
        try {
            Path root = Files.createDirectories(directory.resolve("bundle" + IDS.incrementAndGet()));
            Files.write(root.resolve("plugin.wasm"), module);
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                Files.write(root.resolve(file.getKey()), file.getValue());
            }
            PluginManifest manifest = PluginManifest.of("guest", "1.0.0", spec)
                    .withFunctions(Stream.of(functions).map(FunctionSpec::of).toArray(FunctionSpec[]::new))
                    .withPermissions(permissions);
            host.of(subject());
            return new PluginBundle(subject(), manifest, root, "0".repeat(64), new Origin("dir:test"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Subject subject() {
        return new Subject(PluginId.of("guest"), "1.0.0", 1);
    }

    private RunnerListener listener() {
        return new RunnerListener() {
            @Override
            public void died(PluginException crash) {
                throw new AssertionError("an instance never takes its plugin with it", crash);
            }

            @Override
            public void ran(Duration guestTime) {
                ran.add(guestTime);
            }

            @Override
            public void exhausted(PluginException failure) {
                exhausted.add(failure);
            }

            @Override
            public void counted(String counter) {
                (counter.startsWith("instance.") ? counted : loading).add(counter);
            }
        };
    }

    static Call call(String function, byte[] input) {
        return Call.of(new CallId(IDS.incrementAndGet()), function, input, Deadline.after(Duration.ofSeconds(20)));
    }

    static Call call(String function, String input) {
        return call(function, input.getBytes(UTF_8));
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

    static String ask(Runner runner, String function, String input) {
        return runner.call(call(function, input)).text();
    }

    static PluginException failure(Runner runner, Call call) {
        return Assertions.catchThrowableOfType(PluginException.class, () -> runner.call(call));
    }

    static PluginException failure(Runner runner, String function, String input) {
        return failure(runner, call(function, input));
    }

    static Detail.Trap trap(Runner runner, String function, String input) {
        PluginException failure = failure(runner, function, input);
        Assertions.assertThat(failure.detail()).as(failure.getMessage()).isInstanceOf(Detail.Trap.class);
        return (Detail.Trap) failure.detail();
    }

    @Override
    public void close() {
        runners.forEach(Runner::close);
        factory.close();
    }
}
