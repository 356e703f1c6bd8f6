package io.mortise.manager;

import io.mortise.api.Subject;
import io.mortise.api.error.Failure;
import io.mortise.api.error.PluginException;
import io.mortise.api.manifest.Permissions;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** What a trial's end means for the rest: where it may lead, what is remembered, who is told. */
final class Rollbacks {
    private final Core core;
    private final BadContents bad;
    private final Hooks hooks;

    /**
     * What it sets off elsewhere.
     *
     * @param restore asks the slot's line for the content before
     * @param settled the slot serves something else now
     * @param died a guest ended while nobody could act on it
     */
    record Hooks(Consumer<Slot> restore, Consumer<Slot> settled, BiConsumer<Generation, PluginException> died) {}

    Rollbacks(Core core, BadContents bad, Hooks hooks) {
        this.core = core;
        this.bad = bad;
        this.hooks = hooks;
    }

    /** Why the old one may not come back, in words. */
    Optional<String> barred(Trial trial) {
        Prepared before = trial.before().prepared();
        String floor = core.state().of(before.id()).hold().floor();
        if (ContentChoice.isBelow(before.manifest().version(), floor)) {
            return Optional.of(before.subject() + " is below version " + floor + ", the lowest an operator allows");
        }
        if (core.state().now().quarantine(before.bundle().hash()).holds()) {
            return Optional.of("the content of " + before.subject() + " is quarantined");
        }
        return isNarrowed(trial.before())
                ? Optional.of("the grant was narrowed since " + before.subject() + " started")
                : Optional.empty();
    }

    /** True when what it was given at its start is not all given now. */
    private static boolean isNarrowed(Generation generation) {
        var granted = generation.prepared().granted();
        Permissions now = granted.live().given().permissions(granted.ask());
        return !generation.facts().rights().all().stream().allMatch(now::cover);
    }

    /** Remembered before the swap, so that a restart right after it does not meet the bad content. */
    void decided(Trial trial) {
        Prepared next = trial.next().prepared();
        bad.sentBack(trial.slot(), next);
        core.state()
                .note(
                        next.id(),
                        entry -> entry.with(entry.contents()
                                .rolledBack(
                                        next.bundle().hash(),
                                        trial.before().prepared().bundle().hash())));
    }

    /** After the swap, on a worker. */
    void happened(Trial trial, String why, boolean swapped) {
        Slot slot = trial.slot();
        Subject from = trial.next().subject();
        slot.chronicle().rolledBack(from, trial.before().subject(), why);
        if (swapped) {
            core.state().save();
            hooks.settled().accept(slot);
        } else {
            hooks.restore().accept(slot);
        }
    }

    /** An operator sent {@code old} back while the one before was still there. */
    void asked(Slot slot, Generation old) {
        bad.unwanted(slot, old.prepared());
    }

    /** The line started {@code now} in place of {@code old}. */
    void asked(Slot slot, Generation old, Prepared now) {
        String hash = old.prepared().bundle().hash();
        boolean told = core.state().of(slot.id()).contents().sentBack().equals(hash);
        core.state()
                .note(
                        slot.id(),
                        entry -> entry.with(
                                entry.contents().rolledBack(hash, now.bundle().hash())));
        core.state().save();
        if (!told) {
            bad.unwanted(slot, old.prepared());
            slot.chronicle().rolledBack(old.subject(), now.subject(), "an operator asked for it");
        }
    }

    /** On a worker: it goes on serving although it should not. */
    void stays(Trial trial, String why, String barred) {
        trial.slot()
                .chronicle()
                .troubled(
                        PluginException.of(Failure.NOT_HEALTHY, trial.next().subject(), why + "; it stays: " + barred));
        proved(trial.slot(), trial.next());
    }

    /** On a worker: this content may be gone back to. */
    void proved(Slot slot, Generation generation) {
        String hash = generation.prepared().bundle().hash();
        core.state().note(slot.id(), entry -> entry.with(entry.contents().proved(hash)));
        core.state().save();
        bad.forget(slot);
    }

    void died(Generation generation, PluginException how) {
        hooks.died().accept(generation, how);
    }
}
