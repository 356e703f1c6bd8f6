package io.mortise.manager;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * Unloads what nobody called for {@code budget.idle}, and what was called longest ago when the budget wants room; the
 * next call starts it again. Takes only generations that no call is inside of, and none in its first minute.
 */
final class IdleUnload {
    /** A generation stays at least so long: a budget that is too small makes starts fail, never a wheel of starts. */
    static final Duration YOUNG = Duration.ofSeconds(60);

    private final Core core;
    private final Drains drains;
    private final MemoryLedger ledger;
    /** Of generations that end for want of memory; touched by one thread at a time. */
    private final Set<MemoryLedger.Share> leaving = new HashSet<>();

    private final Map<Slot, Seen> seen = new ConcurrentHashMap<>();

    /** How many calls had ended when that number last changed. */
    private record Seen(Generation generation, long calls, long at) {}

    IdleUnload(Core core, Drains drains, MemoryLedger ledger) {
        this.core = core;
        this.drains = drains;
        this.ledger = ledger;
    }

    /** One thread at a time. */
    void look() {
        Optional<Duration> limit = core.settings().now().budget().idle();
        seen.keySet().removeIf(slot -> slot.live().isEmpty());
        for (Slot slot : core.slots().all()) {
            slot.live().ifPresent(live -> {
                long quiet = core.timer().nanos() - lastSeen(slot, live).at();
                if (limit.isPresent() && quiet >= limit.get().toNanos()) {
                    var unused = unload(
                            slot, live, "nobody called it for " + limit.get().toSeconds() + " s");
                }
            });
        }
        long wanted = ledger.refused();
        if (wanted > 0) {
            makeMemory(wanted);
        }
    }

    /** Makes room: false when there is none to be had. */
    boolean unloadLeastRecent(Slot wanted) {
        return unloadOldest(slot -> slot != wanted, "the budget wants room for " + wanted.id());
    }

    /** Unloads those that hold memory, the least recently called first, until what is missing is free or on its way. */
    private void makeMemory(long wanted) {
        leaving.removeIf(share -> share.held() == 0);
        long missing = ledger.missingFor(wanted)
                - leaving.stream().mapToLong(MemoryLedger.Share::held).sum();
        for (Seen each : oldestFirst(slot -> true)) {
            MemoryLedger.Share share = each.generation().facts().memory();
            long holds = share.held();
            if (missing > 0 && holds > 0 && unload(each, "budget.memory was used up")) {
                leaving.add(share);
                missing -= holds;
            }
        }
    }

    private boolean unloadOldest(Predicate<Slot> mayGo, String why) {
        return oldestFirst(mayGo).stream().anyMatch(each -> unload(each, why));
    }

    private List<Seen> oldestFirst(Predicate<Slot> mayGo) {
        return core.slots().all().stream()
                .filter(mayGo)
                .flatMap(slot -> slot.live().map(live -> lastSeen(slot, live)).stream())
                .sorted(Comparator.comparingLong(Seen::at))
                .toList();
    }

    private boolean unload(Seen seen, String why) {
        return core.slots()
                .find(seen.generation().prepared().id())
                .filter(slot -> unload(slot, seen.generation(), why))
                .isPresent();
    }

    private Seen lastSeen(Slot slot, Generation live) {
        long calls = slot.counts().snapshot(0).finished();
        Seen now = new Seen(live, calls, core.timer().nanos());
        return seen.merge(
                slot,
                now,
                (before, fresh) ->
                        before.generation() == live && before.calls() == calls && live.inside() == 0 ? before : fresh);
    }

    private boolean unload(Slot slot, Generation live, String why) {
        long age = core.timer().nanos() - live.facts().startedNanos();
        if (age < YOUNG.toNanos() || !live.tryRetireIdle()) {
            return false;
        }
        boolean ours = slot.becomeIf(live, slot.position(PluginState.IDLE, why + "; the next call starts it"));
        if (ours) {
            drains.begin(slot, live, Duration.ZERO);
        }
        return ours;
    }
}
