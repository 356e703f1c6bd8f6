package io.mortise.sdk;

import com.google.protobuf.Empty;
import io.grpc.Status;
import io.mortise.proto.v1.HealthReply;
import io.mortise.proto.v1.StartRequest;
import io.mortise.sdk.internal.Broker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** Start once, stop once, health in between. */
final class Lifecycle {
    /** What the author registered, and what Start brought: written by one thread, read by any. */
    static final class Hooks {
        volatile StartHook start = (config, host) -> {};
        volatile Runnable stop = () -> {};
        volatile Supplier<Health> health = Health::ready;
        volatile Optional<Path> dataDirectory = Optional.empty();
    }

    private final Hooks hooks;
    private final HostLink link;
    private final Broker broker;
    private final long born = System.nanoTime();
    private final AtomicBoolean started = new AtomicBoolean();
    private final AtomicBoolean stopping = new AtomicBoolean();
    private final FutureTask<Empty> stopped;

    Lifecycle(Hooks hooks, HostLink link, Broker broker) {
        this.hooks = hooks;
        this.link = link;
        this.broker = broker;
        stopped = new FutureTask<>(hooks.stop, Empty.getDefaultInstance());
    }

    /** @throws Exception what the author's hook throws, or FAILED_PRECONDITION the second time */
    Empty start(StartRequest request) throws Exception {
        if (!started.compareAndSet(false, true)) {
            throw Status.FAILED_PRECONDITION
                    .withDescription("Start came twice; a process is started once")
                    .asRuntimeException();
        }
        if (request.getHostBrokerId() != 0) {
            link.connect(broker.dial(request.getHostBrokerId()));
        }
        if (!request.getDataDir().isEmpty()) {
            hooks.dataDirectory = Optional.of(Path.of(request.getDataDir()));
        }
        byte[] document = request.getConfigJson().toByteArray();
        Config config = pointer -> pointer.isEmpty() ? Optional.of(document) : Json.at(document, pointer);
        hooks.start.start(config, BrokeredHost.background(link));
        return Empty.getDefaultInstance();
    }

    HealthReply health() {
        Health health = hooks.health.get();
        return HealthReply.newBuilder()
                .setReady(health.isReady())
                .setMessage(health.message())
                .setUptimeMs(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - born))
                .build();
    }

    /**
     * Runs the author's hook once, on a thread of its own, and waits for it, each time it is asked.
     *
     * @throws Exception what the hook threw, or DEADLINE_EXCEEDED if it is still running after {@code grace}
     */
    Empty stop(Duration grace) throws Exception {
        if (stopping.compareAndSet(false, true)) {
            var thread = new Thread(stopped, "mortise/stop");
            thread.setDaemon(true);
            thread.start();
        }
        try {
            return stopped.get(grace.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new CallRejected(Code.DEADLINE_EXCEEDED, "onStop still runs after " + grace.toMillis() + " ms");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception thrown ? thrown : e;
        }
    }
}
