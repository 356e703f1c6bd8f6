package io.mortise.wasm;

import io.mortise.api.Call;
import io.mortise.api.Cancellation;
import io.mortise.api.Deadline;
import io.mortise.api.HealthStatus;
import io.mortise.api.PluginConfig;
import io.mortise.api.RunnerEnvironment;
import io.mortise.api.Sandbox;
import io.mortise.api.StartReport;
import io.mortise.api.error.CallErrors;
import io.mortise.api.error.NearestNames;
import io.mortise.api.error.PluginException;
import io.mortise.api.host.HostApi;
import io.mortise.api.host.HostCall;
import io.mortise.api.host.LogLine;
import io.mortise.wasm.internal.abi.Entry;
import io.mortise.wasm.internal.abi.GuestDocuments;
import io.mortise.wasm.internal.wasi.MountedFolders;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/** A started module: its instances, the names it can be called by. */
final class WasmGeneration {
    private static final Duration FAREWELL = Duration.ofSeconds(1);
    private static final Duration AFTER_CUT_OFF = Duration.ofSeconds(2);

    /** A deadline nearer than this is looked at exactly; the ticker's clock is a tick or two behind. */
    private static final long NEAR_NANOS = 50_000_000;

    private final GuestPlan plan;
    private final GuestMaker maker;
    private final GuestPool pool;
    private final Set<String> functions;
    private final long startedAt = System.nanoTime();
    private final AtomicBoolean stopped = new AtomicBoolean();

    private WasmGeneration(GuestPlan plan, GuestMaker maker, GuestPool pool, Set<String> functions) {
        this.plan = plan;
        this.maker = maker;
        this.pool = pool;
        this.functions = functions;
    }

    /** The generation and what starting it told. */
    record Started(WasmGeneration generation, StartReport report) {}

    /** START_FAILED, GUEST_TRAPPED, DEADLINE_PASSED. */
    static Started start(LoadedBundle bundle, PluginConfig config, HostApi host, RunnerEnvironment environment) {
        MountedFolders folders = GrantedFolders.open(config);
        boolean isStarted = false;
        try {
            Started started = start(bundle, GuestPlan.of(bundle, config, host, folders, environment));
            isStarted = true;
            return started;
        } finally {
            if (!isStarted) {
                folders.close();
            }
        }
    }

    private static Started start(LoadedBundle bundle, GuestPlan plan) {
        GuestMaker maker = new GuestMaker(plan);
        FirstGuest first = new FirstGuest(plan, maker, bundle.bundle().manifest());
        FirstGuest.Ready ready =
                first.make(Deadline.after(plan.config().limits().startTimeout()));
        GuestPool pool = new GuestPool(plan, maker);
        ready.guests().forEach(pool::adopt);
        List<String> notes = Stream.concat(bundle.notes().stream(), ready.notes().stream())
                .distinct()
                .toList();
        StartReport report = new StartReport(ready.described(), Sandbox.WASM, OptionalLong.empty(), notes);
        return new Started(new WasmGeneration(plan, maker, pool, ready.callable()), report);
    }

    byte[] call(Call asked) {
        Call call = plan.dialect()
                .mostTime()
                .map(most -> asked.within(Deadline.after(most)))
                .orElse(asked);
        if (!functions.contains(call.function())) {
            throw CallErrors.unknownFunction(
                    plan.subject(), call.function(), NearestNames.of(call.function(), functions));
        }
        long max = plan.limits().payloadBytes();
        if (call.payload().length > max) {
            throw CallErrors.inputTooLarge(plan.subject(), call.function(), call.payload().length, max);
        }
        if (isOver(call.deadline())) {
            throw CallErrors.deadlinePassed(
                    plan.subject(), call.function(), call.deadline(), Duration.ZERO, Duration.ZERO);
        }
        HostCall context = plan.host().enter(call);
        GuestPool.Loan loan = pool.borrow(call);
        try {
            return loan.guest().run(Entry.CALL, call, context);
        } finally {
            pool.giveBack(loan);
        }
    }

    private boolean isOver(Deadline deadline) {
        return deadline.nanoTime() - plan.shared().ticker.roughNow() < NEAR_NANOS && deadline.hasPassed();
    }

    /** Asks an idle instance; a busy plugin is a living one. */
    HealthStatus health(Deadline deadline) {
        if (stopped.get()) {
            return new HealthStatus(false, "stopped", uptime());
        }
        return pool.borrowIdle()
                .map(guest -> {
                    try {
                        return asked(guest, deadline);
                    } finally {
                        pool.giveBackIdle(guest);
                    }
                })
                .orElseGet(() -> new HealthStatus(true, "busy", uptime()));
    }

    private HealthStatus asked(PooledGuest guest, Deadline deadline) {
        try {
            return maker.ask(guest, Entry.HEALTH, new byte[0], deadline, Cancellation.NONE)
                    .map(answer -> GuestDocuments.health(answer, uptime()))
                    .orElseGet(() -> new HealthStatus(true, "", uptime()));
        } catch (PluginException e) {
            return new HealthStatus(false, e.text(), uptime());
        }
    }

    private Duration uptime() {
        return Duration.ofNanos(System.nanoTime() - startedAt);
    }

    /** Idempotent; after it nothing of the guest runs but what is still inside a host service. */
    void stop(Duration grace) {
        if (!stopped.compareAndSet(false, true)) {
            return;
        }
        boolean isEmpty = pool.drain(grace);
        pool.anyIdle().ifPresent(this::sayGoodbye);
        plan.cutOff().now();
        pool.endRefill(AFTER_CUT_OFF);
        if (!isEmpty) {
            pool.drain(AFTER_CUT_OFF);
        }
        pool.clear();
        maker.dropImage();
        plan.folders().close();
    }

    private void sayGoodbye(PooledGuest guest) {
        try {
            maker.ask(guest, Entry.STOP, new byte[0], Deadline.after(FAREWELL), Cancellation.NONE);
        } catch (PluginException e) {
            plan.host().log(plan.host().background(), LogLine.of(LogLine.Level.WARN, "stopping: " + e.text()));
        } finally {
            pool.adopt(guest);
        }
    }
}
