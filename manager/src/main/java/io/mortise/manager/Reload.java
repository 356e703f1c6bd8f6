package io.mortise.manager;

import io.mortise.api.Subject;
import io.mortise.api.error.CallErrors;
import io.mortise.api.error.Detail;
import io.mortise.api.error.Failure;
import io.mortise.api.error.PluginException;
import io.mortise.api.manifest.PluginManifest.Activation;
import io.mortise.api.manifest.PluginManifest.ReloadMode;
import io.mortise.manager.ReloadOutcome.ConsentNeeded;
import io.mortise.manager.ReloadOutcome.Swapped;
import io.mortise.manager.ReloadOutcome.Unchanged;
import io.mortise.manager.internal.grant.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a slot gets another generation, whatever the cause; the first start is a reload from nothing. Whatever fails
 * before the swap leaves the old generation serving.
 */
final class Reload {
    private final Core core;
    private final Preparation preparation;
    private final Succession succession;
    private final Aftermath aftermath;

    Reload(Core core, Preparation preparation, Succession succession, Aftermath aftermath) {
        this.core = core;
        this.preparation = preparation;
        this.succession = succession;
        this.aftermath = aftermath;
    }

    /** On a reload worker, inside the slot's line (step 1). */
    ReloadOutcome run(Slot slot, ReloadRequest request) {
        ReloadOutcome outcome;
        try {
            outcome = steps(slot, request);
        } catch (PluginException e) {
            outcome = aftermath.refused(slot, e, request.canceller().isCancelled());
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            PluginException bug = core.bugs().told(slot.subject(), "its reload", e);
            outcome = aftermath.refused(slot, bug, request.canceller().isCancelled());
        }
        slot.chronicle().reloaded(request.cause(), outcome);
        aftermath.settled(slot);
        return outcome;
    }

    private ReloadOutcome steps(Slot slot, ReloadRequest request) {
        long began = System.nanoTime();
        Optional<SlotState.Position> end = end(slot);
        if (end.isPresent()) {
            succession.empty(slot, end.get());
            return new Swapped(slot.subject(), since(began));
        }
        Fetched fetched = fetch(slot, request); // 2
        requireResolved(slot, fetched);
        Preparation.Wanted wanted = preparation.wanted(fetched);
        Verdict verdict = preparation.decide(wanted); // 3
        if (verdict instanceof Verdict.Waiting waiting) {
            return askConsent(slot, wanted, waiting);
        }
        slot.granted((Verdict.Granted) verdict);
        Prepared prepared = preparation.prepare(wanted, (Verdict.Granted) verdict);
        Optional<Generation> live = slot.live();
        if (live.isEmpty() && slot.now().position().state() != PluginState.IDLE) {
            slot.become(PluginState.RESOLVED, "it may start", Optional.empty());
        }
        boolean asked = request.awake() || request.cause() == ReloadCause.MANUAL;
        if (live.isEmpty() && !asked && request.cause() == ReloadCause.CHANGE && isLazy(prepared)) {
            slot.become(PluginState.IDLE, "starts at the first call", Optional.empty());
            return new Unchanged(slot.subject());
        }
        if (request.cause() == ReloadCause.CHANGE
                && live.filter(g -> g.prepared().isLike(prepared)).isPresent()) {
            return new Unchanged(slot.subject());
        }
        requireRoom(slot);
        Prepared next = prepared.numbered(core.state().nextGeneration(slot.id()));
        boolean handover = prepared.manifest().lifecycle().reload() == ReloadMode.HANDOVER;
        Generation generation = handover && live.isPresent() // 4, 5, 6
                ? succession.handover(slot, live.get(), next, request.canceller())
                : succession.overlap(slot, next, request.canceller());
        slot.files().served(fetched);
        return new Swapped(generation.subject(), since(began));
    }

    /** Where the slot is to rest although its files may be well. */
    private Optional<SlotState.Position> end(Slot slot) {
        if (slot.files().isGone()) {
            return Optional.of(slot.position(PluginState.STOPPED, "its files are gone"));
        }
        Optional<StateFile.Entry> disabled = core.state().disabled(slot.id());
        if (disabled.isPresent()) {
            String who = "by " + disabled.get().disabledBy() + " at "
                    + disabled.get().disabledAt();
            return Optional.of(slot.position(PluginState.DISABLED, who));
        }
        if (!core.settings().now().enabled().getOrDefault(slot.id(), true)) {
            return Optional.of(slot.position(PluginState.DISABLED, "by mortise.yaml, enabled." + slot.id()));
        }
        return Optional.empty();
    }

    /** A restart, and a call to an idle plugin, run what is known; everything else reads what lies there now. */
    private Fetched fetch(Slot slot, ReloadRequest request) {
        Optional<Fetched> known = slot.files().takeFresh();
        if (known.isEmpty() && !request.reads()) {
            known = request.awake() ? slot.files().latest() : slot.files().good();
        }
        if (known.isPresent()) {
            preparation.files().verify(known.get());
            return known.get();
        }
        Fetched fetched = preparation.files().fetch(slot.files().place());
        if (!fetched.manifest().name().equals(slot.id())) {
            aftermath.renamed(slot);
            throw PluginException.of(
                    Failure.BAD_MANIFEST,
                    slot.subject(),
                    "its manifest is now named " + fetched.manifest().name() + "; it becomes another plugin",
                    new Detail.Violations(List.of(new Detail.Violation("plugin.yaml: name", "changed"))));
        }
        slot.files().read(fetched);
        return fetched;
    }

    private void requireResolved(Slot slot, Fetched fetched) {
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

    private void requireRoom(Slot slot) {
        OptionalInt most = core.settings().now().budget().plugins();
        if (most.isPresent() && slot.live().isEmpty()) {
            long live = core.slots().all().stream()
                    .filter(each -> each.live().isPresent())
                    .count();
            if (live >= most.getAsInt()) {
                throw CallErrors.limit(
                        slot.subject(),
                        "would be plugin %d that runs, allowed are %d; raise budget.plugins or disable another"
                                .formatted(live + 1, most.getAsInt()),
                        new Detail.Limit("budget.plugins", String.valueOf(most.getAsInt()), String.valueOf(live + 1)));
            }
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
