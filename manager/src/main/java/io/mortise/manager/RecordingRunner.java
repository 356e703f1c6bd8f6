package io.mortise.manager;

import io.mortise.api.Call;
import io.mortise.api.CallResult;
import io.mortise.api.Deadline;
import io.mortise.api.HealthStatus;
import io.mortise.api.PluginBundle;
import io.mortise.api.PluginConfig;
import io.mortise.api.PluginDescriptor;
import io.mortise.api.Runner;
import io.mortise.api.StartReport;
import io.mortise.api.error.PluginException;
import io.mortise.api.host.HostApi;
import io.mortise.manager.internal.tape.RecordingTape;
import io.mortise.manager.internal.tape.TapedHost;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** A runner whose every call has a tape; of those that fail the tape is kept. Only for plugins that settings name. */
final class RecordingRunner implements Runner {
    private final Runner inner;
    private final Keeper keeper;
    private final Map<Long, RecordingTape> tapes = new ConcurrentHashMap<>();

    /** Hears of a call that failed, on the caller's thread. */
    @FunctionalInterface
    interface Keeper {
        void keep(Call call, RecordingTape tape, PluginException failure);
    }

    RecordingRunner(Runner inner, Keeper keeper) {
        this.inner = inner;
        this.keeper = keeper;
    }

    @Override
    public PluginDescriptor load(PluginBundle bundle) {
        return inner.load(bundle);
    }

    @Override
    public StartReport start(PluginConfig config, HostApi host) {
        return inner.start(
                config,
                new TapedHost(
                        host, call -> Optional.ofNullable(tapes.get(call.id().value()))));
    }

    @Override
    public CallResult call(Call call) {
        RecordingTape tape = new RecordingTape();
        tapes.put(call.id().value(), tape);
        try {
            return inner.call(call);
        } catch (PluginException e) {
            keeper.keep(call, tape, e);
            throw e;
        } finally {
            tapes.remove(call.id().value());
        }
    }

    @Override
    public Optional<String> engine() {
        return inner.engine();
    }

    @Override
    public HealthStatus health(Deadline deadline) {
        return inner.health(deadline);
    }

    @Override
    public void stop(Duration grace) {
        inner.stop(grace);
    }
}
