package io.mortise.manager;

import io.mortise.api.Cancellation;
import io.mortise.api.error.PluginException;
import io.mortise.api.manifest.Permission;
import io.mortise.api.manifest.Permissions;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Steps 4 to 6 of a reload: a successor is started, proves healthy and takes the slot; the predecessor drains. */
final class Succession {
    private final Core core;
    private final Starting starting;
    private final Probes probes;
    private final Drains drains;
    private final BiConsumer<Generation, PluginException> died;

    Succession(
            Core core, Starting starting, Probes probes, Drains drains, BiConsumer<Generation, PluginException> died) {
        this.core = core;
        this.starting = starting;
        this.probes = probes;
        this.drains = drains;
        this.died = died;
    }

    /** Old and new side by side until the swap. */
    Generation overlap(Slot slot, Prepared next, Cancellation cancellation) {
        boolean showing = slot.live().isEmpty();
        Starting.Loaded loaded = starting.load(slot, next, cancellation, showing);
        Generation generation = proven(slot, loaded, cancellation, showing);
        swap(slot, generation);
        return generation;
    }

    /**
     * One at a time: calls wait while the old one drains and the new one starts. When the new one does not start, the
     * old bundle is started again.
     */
    Generation handover(Slot slot, Generation old, Prepared next, Cancellation cancellation) {
        Starting.Loaded loaded = starting.load(slot, next, cancellation, false);
        slot.become(
                PluginState.STARTING, "handover to generation " + next.subject().generation(), Optional.empty());
        drains.drain(slot, old, patience()).join();
        try {
            Generation generation = proven(slot, loaded, cancellation, false);
            swap(slot, generation);
            return generation;
        } catch (PluginException e) {
            Prepared again = old.prepared().numbered(core.state().nextGeneration(slot.id()));
            Starting.Loaded before = starting.load(slot, again, Cancellation.NONE, false);
            swap(slot, proven(slot, before, Cancellation.NONE, false));
            throw e;
        }
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
            throw PluginException.of(
                    io.mortise.api.error.Failure.CANCELLED, generation.subject(), "was taken out before it served");
        }
    }

    private void swap(Slot slot, Generation next) {
        String reason = "generation " + next.subject().generation() + " serves";
        slot.become(PluginState.RUNNING, reason, Optional.of(next))
                .ifPresent(old -> drains.begin(slot, old, patience()));
        // Its end may have been told before it served, when nobody could act on it.
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
        return granted.ask().permissions().all().stream()
                .filter(each -> each instanceof Permission.Native || each instanceof Permission.Filesystem)
                .anyMatch(each -> !now.cover(each));
    }
}
