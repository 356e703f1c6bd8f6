package io.mortise.manager;

import io.mortise.api.error.PluginException;
import io.mortise.manager.internal.settings.Settings;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/** What is done again and again: probes, settings and grants read anew, idle plugins unloaded, counters kept. */
final class Housekeeping {
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final Duration RARELY = Duration.ofMinutes(10);

    private final Core core;
    private final Pools pools;
    private final Reloads reloads;
    private final Supervisor supervisor;
    private final Probes probes;
    private final IdleUnload idle;
    private final BundleReader bundles;
    private final Drains drains;
    private final AtomicBoolean ticking = new AtomicBoolean();
    private final AtomicBoolean stateIsLost = new AtomicBoolean();
    private final Set<Slot> probed = ConcurrentHashMap.newKeySet();
    private final Map<String, Long> done = new ConcurrentHashMap<>();

    Housekeeping(
            Core core,
            Pools pools,
            Reloads reloads,
            Supervisor supervisor,
            Probes probes,
            IdleUnload idle,
            BundleReader bundles,
            Drains drains) {
        this.core = core;
        this.pools = pools;
        this.reloads = reloads;
        this.supervisor = supervisor;
        this.probes = probes;
        this.idle = idle;
        this.bundles = bundles;
        this.drains = drains;
    }

    void begin() {
        isDue("probes", core.settings().now().health().interval());
        isDue("counters", TICK);
        isDue("bundles", RARELY);
        core.timer().every(TICK, () -> onWorker(pools.reloads(), this::tick));
    }

    private void tick() {
        if (!ticking.compareAndSet(false, true)) {
            return;
        }
        try {
            if (core.settings().reread()) {
                settingsChanged();
            }
            core.grants().reread();
            if (isDue("probes", core.settings().now().health().interval())) {
                core.slots().all().forEach(this::probe);
            }
            idle.look();
            if (isDue("counters", Duration.ofSeconds(30))) {
                save();
            }
            if (isDue("bundles", RARELY)) {
                Set<String> kept = new HashSet<>(core.state().now().bundles());
                kept.addAll(drains.bundles());
                bundles.collect(core.slots(), kept);
            }
        } catch (PluginException e) {
            core.hub().notice(true, String.valueOf(e.getMessage()));
        } finally {
            ticking.set(false);
        }
    }

    /** Told once when the state can no longer be kept, and once when it can again. */
    private void save() {
        boolean kept = core.state().save();
        if (kept == stateIsLost.getAndSet(!kept)) {
            core.hub()
                    .notice(
                            !kept,
                            kept
                                    ? "the state is kept again"
                                    : "degraded: " + core.state().trouble().orElse("the state cannot be kept"));
        }
    }

    private void settingsChanged() {
        Settings now = core.settings().now();
        for (Slot slot : core.slots().all()) {
            Adoption.limitRate(slot, now);
            reloads.automatic(slot);
        }
    }

    private void probe(Slot slot) {
        Optional<Generation> live = slot.live();
        if (live.isPresent() && probed.add(slot)) {
            onWorker(pools.probes(), () -> {
                try {
                    supervisor.probe(slot, live.get(), probes);
                } finally {
                    probed.remove(slot);
                }
            });
        }
    }

    private void onWorker(Executor worker, Runnable task) {
        try {
            worker.execute(task);
        } catch (RejectedExecutionException e) {
            core.hub().notice(false, "the manager is closing: housekeeping ends");
        }
    }

    private boolean isDue(String duty, Duration every) {
        long now = core.timer().nanos();
        Long last = done.get(duty);
        if (last != null && now - last < every.toNanos()) {
            return false;
        }
        done.put(duty, now);
        return true;
    }
}
