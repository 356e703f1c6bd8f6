package io.mortise.manager;

import io.mortise.api.PluginId;
import io.mortise.api.error.PluginException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** What follows a reload: where a plugin rests that could not start, and who else has to look again. */
final class Aftermath {
    private final Core core;
    private final Drains drains;
    private final Supervisor supervisor;
    private final BadContents bad;
    private final ContributionIndex index;
    private final EventDelivery deliveries;
    private final Hooks hooks;

    /**
     * What it sets off elsewhere.
     *
     * @param look asks for a reload of a plugin because of another one
     * @param excerpt problems of a slot's files, for people
     * @param gone nothing is left of this slot
     */
    record Hooks(
            Consumer<Slot> look,
            java.util.function.Function<Slot, List<String>> excerpt,
            Consumer<Slot> gone,
            Optional<Set<String>> startOnly) {}

    Aftermath(
            Core core,
            Drains drains,
            Supervisor supervisor,
            BadContents bad,
            ContributionIndex index,
            EventDelivery deliveries,
            Hooks hooks) {
        this.core = core;
        this.drains = drains;
        this.supervisor = supervisor;
        this.bad = bad;
        this.index = index;
        this.deliveries = deliveries;
        this.hooks = hooks;
    }

    /** The old generation serves on; without one, or when it lost what it may not keep, the plugin rests. */
    ReloadOutcome refused(Slot slot, PluginException failure, boolean cutShort) {
        ReloadOutcome outcome = new ReloadOutcome.Refused(failure.failure(), String.valueOf(failure.getMessage()));
        if (cutShort) {
            // Whoever cut it short says where the slot goes.
            return outcome;
        }
        slot.files().problems(hooks.excerpt().apply(slot));
        slot.chronicle().troubled(failure);
        if (slot.live().filter(live -> !mustStop(slot, live, failure)).isEmpty()) {
            supervisor.rest(slot, failure);
        } else {
            slot.files()
                    .latest()
                    .ifPresent(latest -> bad.refused(slot, latest.stored().hash()));
        }
        return outcome;
    }

    /** A failure of what already serves, not of a newer content. */
    private boolean mustStop(Slot slot, Generation live, PluginException failure) {
        boolean sameFiles = slot.files()
                .latest()
                .filter(latest ->
                        latest.stored().hash().equals(live.prepared().bundle().hash()))
                .isPresent();
        return Succession.hasLostRights(live) || (sameFiles && Resting.after(failure) == PluginState.UNRESOLVED);
    }

    /** The slot came to rest or serves. */
    void settled(Slot slot) {
        if (slot.files().isGone() && drains.isEmpty(slot)) {
            core.slots().remove(slot);
            supervisor.forget(slot);
            bad.forget(slot);
            hooks.gone().accept(slot);
        }
        index.settled(slot);
        deliveries.refresh(slot);
        List<Slot> dependents = dependents(slot);
        if (dependents.isEmpty()) {
            // Usual; and with a thousand plugins the graph of all would be made a thousand times.
            return;
        }
        Requirements there = core.requirements();
        dependents.stream().filter(other -> mustLook(other, there)).forEach(hooks.look());
    }

    /** A plain loop: it looks at every slot each time that one settles. */
    private List<Slot> dependents(Slot slot) {
        List<Slot> dependents = new ArrayList<>();
        for (Slot other : core.slots().all()) {
            if (other != slot && other.files().requires(slot.id())) {
                dependents.add(other);
            }
        }
        return dependents;
    }

    private static boolean mustLook(Slot slot, Requirements there) {
        boolean resolved = slot.files()
                .manifest()
                .filter(manifest -> there.unmet(manifest).isEmpty())
                .isPresent();
        PluginState state = slot.now().position().state();
        return resolved ? state == PluginState.UNRESOLVED : state.isServing() || state == PluginState.IDLE;
    }

    /** False for plugins that only a call starts. */
    boolean startsByItself(PluginId plugin) {
        return hooks.startOnly().isEmpty() || hooks.startOnly().get().contains(plugin.name());
    }
}
