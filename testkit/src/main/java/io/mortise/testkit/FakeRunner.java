package io.mortise.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mortise.api.Call;
import io.mortise.api.CallResult;
import io.mortise.api.Deadline;
import io.mortise.api.HealthStatus;
import io.mortise.api.MemoryBudget;
import io.mortise.api.PluginBundle;
import io.mortise.api.PluginConfig;
import io.mortise.api.PluginDescriptor;
import io.mortise.api.Runner;
import io.mortise.api.RunnerListener;
import io.mortise.api.RuntimeKind;
import io.mortise.api.Sandbox;
import io.mortise.api.StartReport;
import io.mortise.api.Subject;
import io.mortise.api.error.CallErrors;
import io.mortise.api.error.Detail;
import io.mortise.api.error.Failure;
import io.mortise.api.error.PluginException;
import io.mortise.api.host.HostApi;
import io.mortise.api.host.HostFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Runs a {@link FakeGuest}. Fails a call that reaches it before start or after stop: no runner may see one. */
public final class FakeRunner implements Runner {
    private final Map<String, FakeGuest> guests;
    private final RunnerListener listener;
    private final MemoryBudget memory;
    private final RuntimeKind runtime;
    private final AtomicInteger inside = new AtomicInteger();
    private volatile @Nullable FakeGuest guest;
    private volatile @Nullable HostApi host;
    private volatile Optional<PluginConfig> config = Optional.empty();
    private volatile Optional<Subject> subject = Optional.empty();
    private volatile boolean alive;
    private volatile long held;

    FakeRunner(Map<String, FakeGuest> guests, RunnerListener listener, MemoryBudget memory, RuntimeKind runtime) {
        this.guests = guests;
        this.listener = listener;
        this.memory = memory;
        this.runtime = runtime;
    }

    public boolean isAlive() {
        return alive;
    }

    /** What it was started with. */
    public Optional<PluginConfig> config() {
        return config;
    }

    /** Whom it runs for. */
    public Optional<Subject> subject() {
        return subject;
    }

    /** As if the process had been killed. */
    public void crash() {
        alive = false;
        listener.died(CallErrors.crashed(
                subject.orElseThrow(),
                "idle",
                new Detail.Crash("SIGKILL", OptionalInt.of(137), Duration.ofSeconds(1), List.of())));
    }

    /** As if its guest had used up the heap in a call that failed with this. */
    public void exhaust(PluginException failure) {
        listener.exhausted(failure);
    }

    @Override
    public PluginDescriptor load(PluginBundle bundle) {
        subject = Optional.of(bundle.subject());
        String key = read(bundle);
        FakeGuest found = guests.get(key);
        if (found == null) {
            throw PluginException.of(Failure.BAD_MODULE, bundle.subject(), "no fake guest \"" + key + '"');
        }
        guest = found;
        return new PluginDescriptor("fake", "lambdas", Set.of(), List.of());
    }

    private static String read(PluginBundle bundle) {
        try {
            return Files.readString(bundle.file("guest"), UTF_8).strip();
        } catch (IOException e) {
            throw PluginException.of(Failure.BAD_MODULE, bundle.subject(), "the file guest is missing")
                    .causedBy(e);
        }
    }

    @Override
    public StartReport start(PluginConfig given, HostApi api) {
        FakeGuest now = loaded();
        if (now.startFailure().isPresent()) {
            throw now.startFailure().get();
        }
        take(now.heldBytes());
        host = api;
        config = Optional.of(given);
        alive = true;
        Sandbox level = runtime == RuntimeKind.WASM ? Sandbox.WASM : given.sandbox();
        return new StartReport(List.of(), level, OptionalLong.empty(), List.of());
    }

    private void take(long bytes) {
        if (!memory.take(bytes)) {
            throw CallErrors.limit(
                    subject.orElseThrow(),
                    "wants " + bytes + " bytes, budget.memory has no more",
                    new Detail.Limit("budget.memory", String.valueOf(memory.maxBytes()), String.valueOf(bytes)));
        }
        held = bytes;
    }

    @Override
    public CallResult call(Call call) {
        HostApi api = host;
        if (!alive || api == null) {
            throw new IllegalStateException("a call reached a runner that is not alive");
        }
        inside.incrementAndGet();
        try {
            var body = loaded().functions().get(call.function());
            if (body == null) {
                throw CallErrors.unknownFunction(subject.orElseThrow(), call.function(), List.of());
            }
            return new CallResult(body.apply(call, api));
        } catch (HostFailure e) {
            throw CallErrors.rejected(subject.orElseThrow(), call.function(), e.code(), e.text());
        } finally {
            inside.decrementAndGet();
        }
    }

    @Override
    public HealthStatus health(Deadline deadline) {
        return loaded().health();
    }

    @Override
    public void stop(Duration grace) {
        if (inside.get() > 0 && grace.isNegative()) {
            throw new IllegalArgumentException("a negative grace");
        }
        alive = false;
        memory.giveBack(held);
        held = 0;
    }

    private FakeGuest loaded() {
        FakeGuest now = guest;
        if (now == null) {
            throw new IllegalStateException("not loaded");
        }
        return now;
    }
}
