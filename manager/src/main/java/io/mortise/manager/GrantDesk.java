package io.mortise.manager;

import io.mortise.api.error.Failure;
import io.mortise.api.error.PluginException;
import io.mortise.manager.internal.grant.Ask;
import io.mortise.manager.internal.grant.Grant;
import io.mortise.manager.internal.grant.Verdict;
import java.util.List;
import java.util.Map;

/** What an operator says about grants. A change acts on the next host call; what waited for it then starts. */
final class GrantDesk {
    private final Core core;
    private final Preparation preparation;

    GrantDesk(Core core, Preparation preparation) {
        this.core = core;
        this.preparation = preparation;
    }

    List<StoredGrant> all() {
        return core.grants().all().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> stored(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static StoredGrant stored(io.mortise.api.PluginId plugin, Grant grant) {
        return new StoredGrant(
                plugin,
                grant.origin(),
                grant.given().permissions(),
                grant.taken().permissions(),
                grant.taken().everything(),
                grant.given().limits(),
                grant.by(),
                grant.at());
    }

    GrantDiff diff(Slot slot) {
        Verdict verdict = preparation.decide(wanted(slot));
        if (verdict instanceof Verdict.Waiting waiting) {
            return new GrantDiff(slot.id(), waiting.missing(), waiting.diff(), waiting.commands());
        }
        return new GrantDiff(slot.id(), List.of(), List.of(), List.of());
    }

    void grant(Slot slot, String by, List<String> permissions) {
        Ask ask = wanted(slot).ask();
        core.grants().grant(slot.id(), slot.files().origin(), ask, permissions, by);
        told(slot, by, "granted " + (permissions.isEmpty() ? "all it asks for" : String.join(", ", permissions)));
    }

    void deny(Slot slot, String by, List<String> permissions) {
        core.grants().deny(slot.id(), slot.files().origin(), known(slot), permissions, by);
        told(slot, by, "denied " + (permissions.isEmpty() ? "everything" : String.join(", ", permissions)));
    }

    /** What a name in {@code deny} may mean. Taking back must not depend on files that can be read, or run here. */
    private Ask known(Slot slot) {
        try {
            return wanted(slot).ask();
        } catch (PluginException e) {
            return slot.live().map(live -> live.prepared().terms().ask()).orElse(Ask.NOTHING);
        }
    }

    private void told(Slot slot, String by, String what) {
        core.hub()
                .publish(new PluginEvent.GrantChanged(
                        core.clock().instant(), slot.id(), by, slot.id() + ": " + what + " by " + by));
    }

    private Preparation.Wanted wanted(Slot slot) {
        Fetched files = slot.files()
                .latest()
                .orElseThrow(() -> PluginException.of(
                        Failure.BAD_MANIFEST,
                        slot.subject(),
                        "its files hold no valid manifest, nothing is asked for; see `mortise status " + slot.id()
                                + '`'));
        return preparation.wanted(files);
    }
}
