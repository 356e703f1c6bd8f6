package io.mortise.manager;

import io.mortise.api.Cancellation;
import io.mortise.api.error.Failure;
import io.mortise.api.error.PluginException;
import io.mortise.api.manifest.Permission;
import io.mortise.api.manifest.Permissions;
import io.mortise.api.manifest.PluginManifest.ReloadMode;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Steps 4 to 6 of a reload: a successor is started, proves healthy and takes the slot; the predecessor drains. */
final class Succession {
    private final Core core;
    private final Starting starting;
    private final Probes probes;
    private final Drains drains;
    private final Trials trials;
    private final BiConsumer<Generation, PluginException> died;

    Succession(
            Core core,
            Starting starting,
            Probes probes,
            Drains drains,
            Trials trials,
            BiConsumer<Generation, PluginException> died) {
        this.core = core;
        this.starting = starting;
        this.probes = probes;
        this.drains = drains;
        this.trials = trials;
        this.died = died;
    }

    /** Starts what was prepared and gives it the slot. */
    Generation replace(Slot slot, Prepared next, ReloadRequest request) {
        Optional<Generation> live = slot.live();
        boolean handover = next.manifest().lifecycle().reload() == ReloadMode.HANDOVER;
        return handover && live.isPresent() ? handover(slot, live.get(), next, request) : overlap(slot, next, request);
    }

    /** The predecessor of one that is on trial takes the slot again; false when there is none. */
    boolean back(Slot slot) {
        return trials.rollback(slot, "an operator asked for it");
    }

    /** Old and new side by side until the swap. */
    private Generation overlap(Slot slot, Prepared next, ReloadRequest request) {
        boolean showing = slot.live().isEmpty();
        Starting.Loaded loaded = starting.load(slot, next, request.canceller(), showing);
        Generation generation = proven(slot, loaded, request.canceller(), showing);
        Optional<Generation> old = publish(slot, generation);
        // What has rights that were taken back is nothing to go back to, and must not stay.
        if (old.isPresent() && isTried(request) && !hasLostRights(old.get())) {
            trials.begin(slot, generation, old.get());
        } else {
            old.ifPresent(each -> drains.begin(slot, each, patience()));
            remember(slot, generation, request);
        }
        tellEarlyEnd(generation);
        return generation;
    }

    /**
     * One at a time: calls wait while the old one drains and the new one starts. When the new one does not start, the
     * old bundle is started again.
     */
    private Generation handover(Slot slot, Generation old, Prepared next, ReloadRequest request) {
        Starting.Loaded loaded = starting.load(slot, next, request.canceller(), false);
        slot.become(
                PluginState.STARTING, "handover to generation " + next.subject().generation(), Optional.empty());
        drains.drain(slot, old, patience()).join();
        try {
            Generation generation = proven(slot, loaded, request.canceller(), false);
            publish(slot, generation);
            if (isTried(request)) {
                trials.beginAlone(slot, generation, old);
            } else {
                remember(slot, generation, request);
            }
            tellEarlyEnd(generation);
            return generation;
        } catch (PluginException e) {
            Prepared again = old.prepared().numbered(core.state().nextGeneration(slot.id()));
            Starting.Loaded before = starting.load(slot, again, Cancellation.NONE, false);
            Generation restored = proven(slot, before, Cancellation.NONE, false);
            publish(slot, restored);
            tellEarlyEnd(restored);
            throw e;
        }
    }

    private boolean isTried(ReloadRequest request) {
        boolean changed = request.cause() == ReloadCause.CHANGE || request.cause() == ReloadCause.MANUAL;
        return changed
                && request.wish().trial()
                && !core.settings().now().reload().probation().isZero();
    }

    /** What serves without a trial is what one goes back to later; a restart proves nothing. */
    private void remember(Slot slot, Generation generation, ReloadRequest request) {
        String hash = generation.prepared().bundle().hash();
        if (request.cause() != ReloadCause.RESTART && request.cause() != ReloadCause.ROLLBACK) {
            core.state().note(slot.id(), entry -> entry.with(entry.contents().proved(hash)));
        }
        core.state().save();
    }

    private Generation proven(Slot slot, Starting.Loaded loaded, Cancellation cancellation, boolean showing) {
        Generation generation = starting.start(slot, loaded, cancellation, showing, died);
        try {
            probes.prove(generation, cancellation);
            requireWanted(generation, cancellation);
            return generation;
        } catch (PluginException e) {
            starting.end(generation.subject(), generation.runner(), generation.gate());
            throw e;
        }
    }

    private static void requireWanted(Generation generation, Cancellation cancellation) {
        if (cancellation.isCancelled()) {
            throw PluginException.of(Failure.CANCELLED, generation.subject(), "was taken out before it served");
        }
    }

    private static Optional<Generation> publish(Slot slot, Generation next) {
        String reason = "generation " + next.subject().generation() + " serves";
        return slot.become(PluginState.RUNNING, reason, Optional.of(next));
    }

    /** Its end may have been told before it served, when nobody could act on it. */
    private void tellEarlyEnd(Generation next) {
        next.crash().ifPresent(crash -> died.accept(next, crash));
    }

    /** Takes the live generation out of service, if there is one. */
    void empty(Slot slot, SlotState.Position where) {
        slot.become(where, Optional.empty(), Optional.empty()).ifPresent(old -> drains.begin(slot, old, patience()));
    }

    private Duration patience() {
        return core.settings().now().reload().drainTimeout();
    }

    /** True when what was fixed at its start is no longer granted: no gate can take that back. */
    static boolean hasLostRights(Generation live) {
        var granted = live.prepared().granted();
        Permissions now = granted.live().given().permissions(granted.ask());
        return live.prepared().terms().given().all().stream()
                .filter(each -> each instanceof Permission.Native || each instanceof Permission.Filesystem)
                .anyMatch(each -> !now.cover(each));
    }
}
