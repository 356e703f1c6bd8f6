package io.mortise.grpc;

import io.grpc.Channel;
import io.mortise.api.Call;
import io.mortise.api.CallResult;
import io.mortise.api.Deadline;
import io.mortise.api.HealthStatus;
import io.mortise.api.PluginBundle;
import io.mortise.api.PluginConfig;
import io.mortise.api.PluginDescriptor;
import io.mortise.api.Runner;
import io.mortise.api.RunnerEnvironment;
import io.mortise.api.StartReport;
import io.mortise.api.error.Detail;
import io.mortise.api.error.Failure;
import io.mortise.api.error.PluginException;
import io.mortise.api.host.HostApi;
import io.mortise.grpc.internal.wire.GoPluginHost;
import io.mortise.grpc.internal.wire.PluginChild;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * One bundle as one process.
 *
 * <p>Invariant: {@code started} is set at most once, and never after {@code stopping}; a stop that meets a start kills
 * its process and waits until the start has cleaned up.
 */
final class GrpcRunner implements Runner {
    private final GoPluginHost host;
    private final RunnerEnvironment environment;
    private final Map<String, GoPluginReattach> attached;
    private final Object lock = new Object();
    private volatile @Nullable Loaded loaded;
    private volatile @Nullable Started started;
    private volatile boolean stopping;
    private final CompletableFuture<Void> startEnded = new CompletableFuture<>();
    private Optional<PluginChild> newborn = Optional.empty();
    private boolean startBegun;

    GrpcRunner(GoPluginHost host, RunnerEnvironment environment, Map<String, GoPluginReattach> attached) {
        this.host = host;
        this.environment = environment;
        this.attached = attached;
    }

    @Override
    public PluginDescriptor load(PluginBundle bundle) {
        String name = bundle.subject().plugin().name();
        Loaded made = Loaded.of(bundle, Optional.ofNullable(attached.get(name)).map(StandIn::new));
        loaded = made;
        return made.descriptor(host.levels().launchers());
    }

    @Override
    public StartReport start(PluginConfig config, HostApi api) {
        Loaded bundle = loaded;
        if (bundle == null) {
            throw new IllegalStateException("start comes after load");
        }
        var starting = new Starting(host, bundle, config, environment);
        begin();
        try {
            Started made = starting.run(api, this::born);
            publish(made);
            made.process().child().whenEnded(crash -> tellUnlessStopped(made, crash));
            return starting.report(made);
        } catch (PluginException e) {
            throw stopping ? notServing().causedBy(e) : e; // the process was killed under the start
        } finally {
            startEnded.complete(null);
        }
    }

    private void begin() {
        synchronized (lock) {
            if (stopping || startBegun) {
                throw notServing();
            }
            startBegun = true;
        }
    }

    /** A stop that comes during the start has only this to end. */
    private void born(PluginChild child) {
        boolean late;
        synchronized (lock) {
            newborn = Optional.of(child);
            late = stopping;
        }
        if (late) {
            child.killNow();
        }
    }

    private void publish(Started made) {
        boolean late;
        synchronized (lock) {
            late = stopping;
            started = late ? null : made;
        }
        if (late) {
            made.killNow();
            throw notServing();
        }
    }

    private void tellUnlessStopped(Started made, Detail.Crash crash) {
        if (!stopping) {
            environment.listener().died(StartErrors.died(made.subject(), crash));
        }
    }

    @Override
    public CallResult call(Call call) {
        return serving().calls().call(call);
    }

    @Override
    public CompletionStage<CallResult> callAsync(Call call, Executor executor) {
        return serving().calls().callAsync(call, executor);
    }

    @Override
    public HealthStatus health(Deadline deadline) {
        return serving().health(deadline);
    }

    /** To the program itself; for a view of the slot. @throws PluginException NOT_SERVING */
    Channel channel() {
        return serving().process().channel();
    }

    /** True for a program whose services are its own: nothing of ours stands between it and a caller's stub. */
    boolean isRaw() {
        return Optional.ofNullable(loaded).filter(Loaded::isRaw).isPresent();
    }

    private Started serving() {
        Started running = started;
        if (running == null || stopping) {
            throw notServing();
        }
        return running;
    }

    private PluginException notServing() {
        Object subject =
                Optional.ofNullable(loaded).<Object>map(Loaded::subject).orElse("runner");
        String state = stopping ? "stopped" : "not started";
        return PluginException.of(
                Failure.NOT_SERVING,
                subject,
                "the process is " + state + "; call a live generation",
                new Detail.State(state, Instant.now(), ""));
    }

    @Override
    public void stop(Duration grace) {
        Optional<Started> running;
        Optional<PluginChild> starting;
        boolean begun;
        synchronized (lock) {
            stopping = true;
            running = Optional.ofNullable(started);
            starting = newborn;
            begun = startBegun;
        }
        if (running.isPresent()) {
            running.get().stop(grace);
        } else if (begun) {
            starting.ifPresent(PluginChild::killNow);
            startEnded.join();
        }
    }
}
