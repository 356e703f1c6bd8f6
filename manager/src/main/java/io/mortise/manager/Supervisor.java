package io.mortise.manager;

import io.mortise.api.Cancellation;
import io.mortise.api.error.PluginException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Keeps plugins alive: acts on the end of a guest and on failing probes, with ever longer pauses, and gives up in the
 * end. Nothing here blocks; restarts are asked of the slot's reload line.
 */
final class Supervisor {
    /** After so long a plugin that was given up is tried once more. */
    static final Duration HALF_OPEN = Duration.ofMinutes(5);

    private final Core core;
    private final Drains drains;
    private final Trials trials;
    private final Degradation degradation;
    private final RandomGenerator random;
    private final Consumer<Slot> restart;
    private final Map<Slot, Care> care = new ConcurrentHashMap<>();

    /** What is remembered of one plugin. */
    private record Care(Restarts restarts, AtomicInteger missed) {}

    Supervisor(
            Core core,
            Drains drains,
            Trials trials,
            Degradation degradation,
            RandomGenerator random,
            Consumer<Slot> restart) {
        this.core = core;
        this.drains = drains;
        this.trials = trials;
        this.degradation = degradation;
        this.random = random;
        this.restart = restart;
    }

    /** The guest ended although nobody stopped it. Acts once, and only while that generation serves. */
    void died(Generation generation, PluginException how) {
        generation.crashed(how);
        core.slots().find(generation.prepared().id()).ifPresent(slot -> slot.live()
                .filter(live -> live.isSameGuest(generation))
                .ifPresent(live -> crashed(slot, live, how)));
    }

    private void crashed(Slot slot, Generation live, PluginException how) {
        live.crashed(how);
        if (trials.crashed(live, how)) {
            slot.chronicle().troubled(how);
        } else {
            end(slot, live, how);
        }
    }

    private void end(Slot slot, Generation generation, PluginException how) {
        Duration served =
                Duration.ofNanos(core.timer().nanos() - generation.facts().startedNanos());
        SlotState.Position next = nextTry(slot, served, how);
        if (slot.becomeIf(generation, next)) {
            slot.chronicle().troubled(how);
            drains.begin(slot, generation, Duration.ZERO);
            later(slot, next);
        }
    }

    /** A plugin that could not start rests. */
    void rest(Slot slot, PluginException failure) {
        PluginState state = Resting.after(failure);
        SlotState.Position next =
                switch (state) {
                    case BACKOFF -> nextTry(slot, Duration.ZERO, failure);
                    case FAILED -> givenUp(slot, failure);
                    default -> slot.position(state, failure.text());
                };
        slot.become(next, Optional.empty(), Optional.of(failure))
                .ifPresent(old ->
                        drains.begin(slot, old, core.settings().now().reload().drainTimeout()));
        later(slot, next);
    }

    private SlotState.Position nextTry(Slot slot, Duration served, PluginException failure) {
        Optional<Duration> delay = care(slot)
                .restarts()
                .next(core.timer().nanos(), served, core.settings().now().restart());
        return delay.map(pause -> slot.position(
                        PluginState.BACKOFF,
                        failure.text(),
                        core.clock().instant().plus(pause),
                        pause))
                .orElseGet(() -> givenUp(slot, failure));
    }

    private SlotState.Position givenUp(Slot slot, PluginException failure) {
        return slot.position(
                PluginState.FAILED, failure.text(), core.clock().instant().plus(HALF_OPEN), HALF_OPEN);
    }

    private void later(Slot slot, SlotState.Position resting) {
        resting.pause().ifPresent(pause -> core.timer().after(pause, () -> {
            if (slot.now().position().equals(resting)) {
                restart.accept(slot);
            }
        }));
    }

    /** One probe's answer; {@code failure} is empty when all was well. */
    void probed(Slot slot, Generation generation, Optional<PluginException> failure) {
        AtomicInteger missed = care(slot).missed();
        if (failure.isEmpty()) {
            missed.set(0);
            degradation.probes(slot, generation, false);
            return;
        }
        slot.chronicle().troubled(failure.get());
        degradation.probes(slot, generation, true);
        if (missed.incrementAndGet() >= core.settings().now().health().misses()) {
            missed.set(0);
            end(slot, generation, failure.get());
        }
    }

    /** An operator's word: the count of tries begins anew. */
    void reset(Slot slot) {
        care(slot).restarts().reset();
    }

    private Care care(Slot slot) {
        return care.computeIfAbsent(slot, each -> new Care(new Restarts(random), new AtomicInteger()));
    }

    void forget(Slot slot) {
        care.remove(slot);
    }

    /** Runs the probes of one generation; on a worker. */
    void probe(Slot slot, Generation generation, Probes probes) {
        try {
            probes.prove(generation, Cancellation.NONE);
            probed(slot, generation, Optional.empty());
        } catch (PluginException e) {
            probed(slot, generation, Optional.of(e));
        }
    }
}
