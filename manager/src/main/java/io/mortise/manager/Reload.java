package io.mortise.manager;

import io.mortise.api.Subject;
import io.mortise.api.error.PluginException;
import io.mortise.api.manifest.PluginManifest.Activation;
import io.mortise.api.manifest.Requires;
import io.mortise.manager.ReloadOutcome.ConsentNeeded;
import io.mortise.manager.ReloadOutcome.Swapped;
import io.mortise.manager.ReloadOutcome.Unchanged;
import io.mortise.manager.internal.grant.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How a slot gets another generation, whatever the cause; the first start is a reload from nothing. Whatever fails
 * before the swap leaves the old generation serving.
 */
final class Reload {
    private final Core core;
    private final ContentChoice contents;
    private final Preparation preparation;
    private final Rollbacks rollbacks;
    private final Succession succession;
    private final Aftermath aftermath;
    private final Room room;

    Reload(
            Core core,
            ContentChoice contents,
            Preparation preparation,
            Rollbacks rollbacks,
            Succession succession,
            Aftermath aftermath,
            Room room) {
        this.core = core;
        this.contents = contents;
        this.preparation = preparation;
        this.rollbacks = rollbacks;
        this.succession = succession;
        this.aftermath = aftermath;
        this.room = room;
    }

    /** On a reload worker, inside the slot's line (step 1). */
    ReloadOutcome run(Slot slot, ReloadRequest request) {
        ReloadOutcome outcome;
        try {
            outcome = judged(slot, request);
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            outcome = givenUp(slot, core.bugs().told(slot.subject(), "its reload", e));
        }
        slot.chronicle().reloaded(request.cause(), outcome);
        try {
            aftermath.settled(slot);
        } catch (RuntimeException e) {
            slot.chronicle().troubled(core.bugs().told(slot.subject(), "looking at what its reload changed", e));
        }
        return outcome;
    }

    private ReloadOutcome judged(Slot slot, ReloadRequest request) {
        try {
            return steps(slot, request);
        } catch (PluginException e) {
            return aftermath.refused(slot, e, request.canceller().isCancelled());
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            PluginException bug = core.bugs().told(slot.subject(), "its reload", e);
            return aftermath.refused(slot, bug, request.canceller().isCancelled());
        }
    }

    /** What judges a failure failed itself: at least no caller waits for a start that nobody makes. */
    private static ReloadOutcome givenUp(Slot slot, PluginException bug) {
        slot.chronicle().troubled(bug);
        SlotState.Position now = slot.now().position();
        if (slot.live().isEmpty() && !now.state().isResting()) {
            slot.become(slot.position(PluginState.FAILED, bug.text()), Optional.empty(), Optional.of(bug));
        }
        return new ReloadOutcome.Refused(bug.failure(), String.valueOf(bug.getMessage()));
    }

    private ReloadOutcome steps(Slot slot, ReloadRequest request) {
        long began = System.nanoTime();
        Optional<SlotState.Position> end = end(slot);
        if (end.isPresent()) {
            succession.empty(slot, end.get());
            return new Swapped(slot.subject(), since(began));
        }
        Optional<Generation> live = slot.live();
        if (request.cause() == ReloadCause.ROLLBACK && succession.back(slot)) {
            live.ifPresent(old -> rollbacks.asked(slot, old));
            return new Swapped(slot.subject(), since(began));
        }
        Fetched fetched = contents.of(slot, request); // 2
        requireResolved(slot, fetched);
        Preparation.Wanted wanted = preparation.wanted(fetched);
        Verdict verdict = preparation.decide(wanted); // 3
        if (verdict instanceof Verdict.Waiting waiting) {
            return askConsent(slot, wanted, waiting);
        }
        slot.granted((Verdict.Granted) verdict);
        Prepared prepared = preparation.prepare(wanted, (Verdict.Granted) verdict);
        if (rests(slot, request, prepared) || isSame(slot, request, prepared)) {
            return new Unchanged(slot.subject());
        }
        contents.verify(fetched);
        contents.spend(slot);
        Subject subject = replaced(slot, request, prepared);
        slot.files().served(fetched);
        if (request.cause() == ReloadCause.ROLLBACK && live.isPresent()) {
            rollbacks.asked(slot, live.get(), prepared);
        }
        return new Swapped(subject, since(began));
    }

    /** A lazy plugin starts at the first call. */
    private boolean rests(Slot slot, ReloadRequest request, Prepared prepared) {
        if (slot.live().isPresent()) {
            return false;
        }
        PluginState now = slot.now().position().state();
        if (now == PluginState.QUARANTINED) {
            slot.become(PluginState.DISCOVERED, "it is no longer put away", Optional.empty());
        }
        if (now != PluginState.IDLE) {
            slot.become(PluginState.RESOLVED, "it may start", Optional.empty());
        }
        boolean lazy = !request.wish().awake() && request.cause() == ReloadCause.CHANGE && isLazy(prepared);
        if (lazy) {
            slot.become(PluginState.IDLE, "starts at the first call", Optional.empty());
        }
        return lazy;
    }

    private boolean isSame(Slot slot, ReloadRequest request, Prepared prepared) {
        return request.cause() == ReloadCause.CHANGE
                && slot.live().isPresent()
                && (core.state().now().frozen().holds()
                        || slot.live().get().prepared().isLike(prepared)
                        || contents.blocks(slot, prepared));
    }

    /** Steps 4 to 6. */
    private Subject replaced(Slot slot, ReloadRequest request, Prepared prepared) {
        Prepared next = prepared.numbered(core.state().nextGeneration(slot.id()));
        room.enter(slot);
        try {
            Generation generation = succession.replace(slot, next, request);
            return generation.subject();
        } finally {
            room.leave(slot);
        }
    }

    /** Where the slot is to rest although its files may be well. */
    private Optional<SlotState.Position> end(Slot slot) {
        if (slot.files().isGone()) {
            return Optional.of(slot.position(PluginState.STOPPED, "its files are gone"));
        }
        Remembered known = core.state().of(slot.id());
        if (known.quarantined().holds()) {
            return Optional.of(
                    slot.position(PluginState.QUARANTINED, known.quarantined().words()));
        }
        Optional<Remembered.Said> putAway = slot.live()
                .map(live ->
                        core.state().now().quarantine(live.prepared().bundle().hash()))
                .filter(Remembered.Said::holds);
        if (putAway.isPresent()) {
            return Optional.of(slot.position(
                    PluginState.QUARANTINED, "its content, " + putAway.get().words()));
        }
        if (known.disabled().holds()) {
            return Optional.of(
                    slot.position(PluginState.DISABLED, known.disabled().words()));
        }
        Remembered.Said frozen = core.state().now().frozen();
        if (frozen.holds() && slot.live().isEmpty() && known.contents().proved().isEmpty()) {
            String why = "frozen " + frozen.words() + ": nothing is installed until `mortise thaw`";
            return Optional.of(slot.position(PluginState.DISABLED, why));
        }
        if (!core.settings().now().enabled().getOrDefault(slot.id(), true)) {
            return Optional.of(slot.position(PluginState.DISABLED, "by mortise.yaml, enabled." + slot.id()));
        }
        return Optional.empty();
    }

    private void requireResolved(Slot slot, Fetched fetched) {
        Requires requires = fetched.manifest().requires();
        if (slot.live().isEmpty()
                && requires.app().isEmpty()
                && requires.plugins().isEmpty()) {
            // Usual; and with a thousand plugins the graph of all would be made a thousand times.
            return;
        }
        Requirements there = core.requirements();
        Subject subject = Subject.unstarted(slot.id(), fetched.manifest().version());
        there.unmet(fetched.manifest()).ifPresent(reason -> {
            throw Resting.unresolved(subject, reason, core.clock().instant());
        });
        List<String> behind = there.leftBehind(slot.id(), fetched.manifest().version()).stream()
                .filter(each -> core.slots().find(each).flatMap(Slot::live).isPresent())
                .map(Object::toString)
                .toList();
        if (slot.live().isPresent() && !behind.isEmpty()) {
            throw Resting.unresolved(
                    subject,
                    "is outside of the range that " + String.join(", ", behind) + " requires; update these first",
                    core.clock().instant());
        }
    }

    private ReloadOutcome askConsent(Slot slot, Preparation.Wanted wanted, Verdict.Waiting waiting) {
        GrantDiff diff = new GrantDiff(slot.id(), waiting.missing(), waiting.diff(), waiting.commands());
        ConsentNeeded outcome = new ConsentNeeded(wanted.subject(), diff);
        if (slot.live().filter(live -> !Succession.hasLostRights(live)).isEmpty()) {
            String wants = "wants " + String.join(", ", waiting.missing());
            String command = waiting.commands().isEmpty()
                    ? ""
                    : "; " + waiting.commands().get(0);
            succession.empty(slot, slot.position(PluginState.AWAITING_GRANT, wants + command));
        }
        return outcome;
    }

    private boolean isLazy(Prepared prepared) {
        return prepared.manifest().lifecycle().activation() == Activation.LAZY
                || !aftermath.startsByItself(prepared.id());
    }

    private static Duration since(long began) {
        return Duration.ofNanos(System.nanoTime() - began);
    }
}
