package io.mortise.wasm;

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
import io.mortise.api.error.Failure;
import io.mortise.api.error.PluginException;
import io.mortise.api.host.HostApi;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Runs one bundle as WebAssembly. The verbs of a life; what serves calls is {@link WasmGeneration}. */
final class WasmRunner implements Runner {
    private final WasmShared shared;
    private final RunnerEnvironment environment;
    private final Object lock = new Object();
    private volatile @Nullable LoadedBundle loaded;
    private volatile @Nullable WasmGeneration generation;
    private boolean isStopped;

    WasmRunner(WasmShared shared, RunnerEnvironment environment) {
        this.shared = shared;
        this.environment = environment;
    }

    @Override
    public PluginDescriptor load(PluginBundle bundle) {
        LoadedBundle opened = LoadedBundle.open(bundle, shared, environment);
        synchronized (lock) {
            if (isStopped || loaded != null) {
                opened.close();
                throw new IllegalStateException(bundle.subject() + " was loaded or stopped before");
            }
            loaded = opened;
        }
        return opened.descriptor();
    }

    @Override
    public StartReport start(PluginConfig config, HostApi host) {
        LoadedBundle bundle;
        synchronized (lock) {
            if (isStopped || loaded == null || generation != null) {
                throw new IllegalStateException(config.subject() + " was not loaded, or started or stopped before");
            }
            bundle = loaded;
        }
        WasmGeneration.Started started = WasmGeneration.start(bundle, config, host, environment);
        synchronized (lock) {
            if (!isStopped) {
                generation = started.generation();
                return started.report();
            }
        }
        started.generation().stop(Duration.ZERO);
        throw Ending.stopped(config.subject(), "start");
    }

    @Override
    public CallResult call(Call call) {
        WasmGeneration serving = generation;
        if (serving == null) {
            throw PluginException.of(
                    Failure.NOT_SERVING, "wasm runner", "\"%s\" came before start".formatted(call.function()));
        }
        return new CallResult(serving.call(call));
    }

    @Override
    public HealthStatus health(Deadline deadline) {
        return Optional.ofNullable(generation)
                .map(serving -> serving.health(deadline))
                .orElseGet(() -> new HealthStatus(false, "not started", Duration.ZERO));
    }

    @Override
    public Optional<String> engine() {
        return Optional.ofNullable(loaded).map(bundle -> bundle.module().engine());
    }

    @Override
    public void stop(Duration grace) {
        WasmGeneration serving;
        LoadedBundle bundle;
        synchronized (lock) {
            isStopped = true;
            serving = generation;
            bundle = loaded;
            loaded = null;
        }
        if (serving != null) {
            serving.stop(grace);
        }
        if (bundle != null) {
            bundle.close();
        }
    }
}
