package io.mortise.manager;

import io.mortise.api.error.PluginException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Watches new generations for their first calls and brings the old one back when they are much worse. Whoever removes a
 * trial from {@code running} decides how it ends, so it ends once.
 */
final class Trials {
    private final Core core;
    private final Drains drains;
    private final Executor workers;
    private final Rollbacks rollbacks;
    private final Map<Generation, Trial> running = new ConcurrentHashMap<>();

    Trials(Core core, Drains drains, Executor workers, Rollbacks rollbacks) {
        this.core = core;
        this.drains = drains;
        this.workers = workers;
        this.rollbacks = rollbacks;
    }

    /** {@code next} has taken the place of {@code old}, which drains and stays until {@code next} has proved itself. */
    void begin(Slot slot, Generation next, Generation old) {
        Optional<Trial> earlier = Optional.ofNullable(running.remove(old));
        earlier.ifPresent(trial -> old.calls().unwatched());
        if (earlier.flatMap(Trial::ready).isPresent()) {
            // The old one had not proved itself: what came before it stays the one to go back to.
            drains.begin(slot, old, patience());
            watch(earlier.get().passedTo(next, core.clock().instant().plus(probation())));
        } else {
            earlier.flatMap(Trial::reserve).ifPresent(Reserve::end);
            watch(trial(slot, next, old, Optional.of(drains.keep(slot, old, patience()))));
        }
    }

    /** The same after a handover: {@code old} is gone, and would be started again. */
    void beginAlone(Slot slot, Generation next, Generation old) {
        watch(trial(slot, next, old, Optional.empty()));
    }

    private Trial trial(Slot slot, Generation next, Generation old, Optional<Reserve> reserve) {
        return new Trial(slot, next, old, reserve, core.clock().instant().plus(probation()));
    }

    private void watch(Trial trial) {
        running.put(trial.next(), trial);
        trial.next().calls().watchedBy(() -> look(trial));
        core.timer().after(probation(), () -> pass(trial));
        if (trial.slot().live().filter(live -> live == trial.next()).isEmpty()) {
            over(trial.next());
        } else {
            // Calls that ended before anybody watched.
            look(trial);
        }
    }

    /** After each call, on its caller's thread. */
    private void look(Trial trial) {
        try {
            if (trial.trips()) {
                end(trial, trial.verdict(), patience());
            } else if (trial.isPassed()) {
                pass(trial);
            }
        } catch (RuntimeException e) {
            trial.slot().chronicle().troubled(core.bugs().told(trial.next().subject(), "its trial", e));
        }
    }

    private void pass(Trial trial) {
        if (running.remove(trial.next(), trial)) {
            trial.next().calls().unwatched();
            trial.reserve().ifPresent(Reserve::end);
            later(() -> rollbacks.proved(trial.slot(), trial.next()));
        }
    }

    /** True when the old one is back, or on its way. */
    private boolean end(Trial trial, String why, Duration patience) {
        if (!running.remove(trial.next(), trial)) {
            return false;
        }
        trial.next().calls().unwatched();
        Optional<String> barred = rollbacks.barred(trial);
        if (barred.isPresent()) {
            trial.reserve().ifPresent(Reserve::end);
            later(() -> rollbacks.stays(trial, why, barred.get()));
            return false;
        }
        rollbacks.decided(trial);
        boolean swapped = swapBack(trial, why, patience);
        later(() -> {
            if (swapped) {
                drains.cameBack(trial.slot(), trial.before());
            }
            rollbacks.happened(trial, why, swapped);
        });
        return true;
    }

    /** One swap: the predecessor is still there. */
    private boolean swapBack(Trial trial, String why, Duration patience) {
        Optional<Reserve> kept = trial.ready().filter(Reserve::bringBack);
        if (kept.isEmpty()) {
            trial.reserve().ifPresent(Reserve::end);
            return false;
        }
        Slot slot = trial.slot();
        Generation back = kept.get().generation().again();
        String reason = "generation " + back.subject().generation() + " is back: " + why;
        if (slot.becomeIf(trial.next(), slot.position(PluginState.RUNNING, reason), Optional.of(back))) {
            drains.begin(slot, trial.next(), patience);
        } else {
            drains.begin(slot, back, Duration.ZERO);
        }
        kept.get().generation().crash().ifPresent(crash -> rollbacks.died(back, crash));
        return true;
    }

    /** Its process ended: true when the one before is back, or on its way. */
    boolean crashed(Generation generation, PluginException how) {
        Optional<Trial> trial = of(generation);
        return trial.isPresent() && end(trial.get(), how.text(), Duration.ZERO);
    }

    /** An operator's word: true when the predecessor was still there. */
    boolean rollback(Slot slot, String why) {
        return slot.live()
                .flatMap(this::of)
                .filter(trial -> trial.ready().isPresent())
                .filter(trial -> end(trial, why, patience()))
                .isPresent();
    }

    /** It left service in another way: nothing is decided any more. */
    void over(Generation generation) {
        Trial trial = running.remove(generation);
        if (trial != null) {
            generation.calls().unwatched();
            trial.reserve().ifPresent(Reserve::end);
        }
    }

    Optional<Trial> of(Generation generation) {
        return Optional.ofNullable(running.get(generation));
    }

    private Duration probation() {
        return core.settings().now().reload().probation();
    }

    private Duration patience() {
        return core.settings().now().reload().drainTimeout();
    }

    private void later(Runnable task) {
        try {
            workers.execute(task);
        } catch (RejectedExecutionException e) {
            core.hub().notice(false, "the manager is closing: a trial ends without a note");
        }
    }
}
