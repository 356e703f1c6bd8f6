package io.mortise.manager;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Unloads what nobody called for {@code budget.idle}; the next call starts it again. One thread at a time. */
final class IdleUnload {
    /** A generation stays at least so long. */
    private static final Duration YOUNG = Duration.ofSeconds(60);

    private final Core core;
    private final Drains drains;
    private final Map<Slot, Seen> seen = new ConcurrentHashMap<>();

    /** How many calls had ended when that number last changed. */
    private record Seen(Generation generation, long calls, long at) {}

    IdleUnload(Core core, Drains drains) {
        this.core = core;
        this.drains = drains;
    }

    void look() {
        Optional<Duration> limit = core.settings().now().budget().idle();
        if (limit.isEmpty()) {
            return;
        }
        seen.keySet().removeIf(slot -> slot.live().isEmpty());
        for (Slot slot : core.slots().all()) {
            slot.live()
                    .filter(live -> isIdle(slot, live, limit.get()))
                    .ifPresent(live -> unload(slot, live, limit.get()));
        }
    }

    private boolean isIdle(Slot slot, Generation live, Duration limit) {
        long now = System.nanoTime();
        long calls = slot.counts().snapshot(0).finished();
        Seen before = seen.get(slot);
        if (before == null || before.generation() != live || before.calls() != calls || live.inside() > 0) {
            seen.put(slot, new Seen(live, calls, now));
            return false;
        }
        return now - before.at() >= limit.toNanos() && now - live.facts().startedNanos() >= YOUNG.toNanos();
    }

    private void unload(Slot slot, Generation live, Duration limit) {
        if (live.tryRetireIdle()) {
            String reason = "nobody called it for " + limit.toSeconds() + " s; the next call starts it";
            if (slot.becomeIf(live, slot.position(PluginState.IDLE, reason))) {
                drains.begin(slot, live, Duration.ZERO);
            }
        }
    }
}
