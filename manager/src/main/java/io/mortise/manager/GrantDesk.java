package io.mortise.manager;

import io.mortise.api.error.Failure;
import io.mortise.api.error.PluginException;
import io.mortise.api.manifest.Permission;
import io.mortise.api.manifest.Permissions;
import io.mortise.manager.internal.grant.Ask;
import io.mortise.manager.internal.grant.Grant;
import io.mortise.manager.internal.grant.Verdict;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

    /** Also of plugins that were not started: what they would be given. */
    List<PolicyGrant> byPolicy() {
        return core.slots().all().stream()
                .filter(slot -> !slot.files().isGone())
                .flatMap(slot -> byPolicy(slot).stream())
                .toList();
    }

    private Optional<PolicyGrant> byPolicy(Slot slot) {
        Permissions entry = Optional.ofNullable(core.grants().all().get(slot.id()))
                .filter(grant -> grant.origin().equals(slot.files().origin()))
                .map(grant -> grant.given().permissions())
                .orElse(Permissions.NONE);
        List<Permission> more = entry.missing(given(slot));
        if (more.isEmpty()) {
            return Optional.empty();
        }
        String policy = slot.files().place().supply().grants() instanceof GrantPolicy.AsDeclared declared
                ? "as declared: " + declared.where()
                : "by rule: grants.policy";
        return Optional.of(
                new PolicyGrant(slot.id(), slot.files().origin(), new Permissions(new LinkedHashSet<>(more)), policy));
    }

    private Permissions given(Slot slot) {
        try {
            if (slot.files().latest().isPresent()
                    && preparation.decide(wanted(slot)) instanceof Verdict.Granted granted) {
                return granted.live().given().permissions(granted.ask());
            }
        } catch (PluginException e) {
            return slot.permissions(); // it cannot run here as its files are now; status says why
        }
        return slot.permissions();
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
