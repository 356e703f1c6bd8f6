package io.mortise.manager;

import io.mortise.api.Subject;
import io.mortise.api.error.Detail;
import io.mortise.api.error.Failure;
import io.mortise.api.error.PluginException;
import io.mortise.manager.internal.manifest.VersionRange;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Which content a slot is to run: what lies there now, unless somebody or something holds it at another one. */
final class ContentChoice {
    private final Core core;
    private final BundleReader files;
    private final BadContents bad;
    private final Consumer<Slot> renamed;

    ContentChoice(Core core, BundleReader files, BadContents bad, Consumer<Slot> renamed) {
        this.core = core;
        this.files = files;
        this.bad = bad;
        this.renamed = renamed;
    }

    /** @throws PluginException BAD_BUNDLE, BAD_MANIFEST, NOT_SERVING (unresolved, quarantined) */
    Fetched of(Slot slot, ReloadRequest request) {
        Fetched chosen =
                request.cause() == ReloadCause.ROLLBACK ? before(slot) : held(slot, request, there(slot, request));
        requireAllowed(slot, chosen);
        return chosen;
    }

    /** A restart, and a call to an idle plugin, run what is known; everything else reads what lies there now. */
    private Fetched there(Slot slot, ReloadRequest request) {
        Optional<Fetched> known = slot.files().takeFresh();
        if (known.isEmpty() && !request.reads()) {
            known = request.wish().awake()
                    ? slot.files().latest()
                    : slot.files().good();
        }
        if (known.isPresent()) {
            return known.get();
        }
        Fetched fetched = files.fetch(slot.files().place());
        if (!fetched.manifest().name().equals(slot.id())) {
            renamed.accept(slot);
            throw PluginException.of(
                    Failure.BAD_MANIFEST,
                    slot.subject(),
                    "its manifest is now named " + fetched.manifest().name() + "; it becomes another plugin",
                    new Detail.Violations(List.of(new Detail.Violation("plugin.yaml: name", "changed"))));
        }
        slot.files().read(fetched);
        return fetched;
    }

    private Fetched held(Slot slot, ReloadRequest request, Fetched there) {
        Remembered known = core.state().of(slot.id());
        String proved = known.contents().proved();
        if (!known.hold().pinned().isEmpty()) {
            return kept(slot, there, known.hold().pinned(), "it is pinned to");
        }
        if (core.state().now().frozen().holds() && !proved.isEmpty()) {
            return kept(slot, there, proved, "it is frozen at");
        }
        boolean sentBack = there.stored().hash().equals(known.contents().sentBack());
        boolean wanted = request.cause() == ReloadCause.MANUAL || bad.isDue(slot);
        if (sentBack && !wanted && !proved.isEmpty()) {
            return kept(slot, there, proved, "it was sent back to");
        }
        return there;
    }

    private Fetched before(Slot slot) {
        String live = slot.live()
                .map(generation -> generation.prepared().bundle().hash())
                .or(() -> slot.files().latest().map(latest -> latest.stored().hash()))
                .orElse("");
        String target = core.state().of(slot.id()).contents().target(live);
        if (target.isEmpty()) {
            throw PluginException.of(
                    Failure.NOT_SERVING,
                    slot.subject(),
                    "there is no earlier version to go back to: one is kept when a reload replaced it");
        }
        return files.open(slot.files().place(), target).orElseThrow(() -> lost(slot, target, "before it ran"));
    }

    private Fetched kept(Slot slot, Fetched there, String hash, String why) {
        if (there.stored().hash().equals(hash)) {
            return there;
        }
        return files.open(slot.files().place(), hash).orElseThrow(() -> lost(slot, hash, why));
    }

    private static PluginException lost(Slot slot, String hash, String why) {
        return PluginException.of(
                Failure.BAD_BUNDLE,
                slot.subject(),
                why + " bundle " + hash.substring(0, 12) + ", which the store has no longer; `mortise reset "
                        + slot.id() + "` takes what lies there now");
    }

    /** True when it was sent back: a change elsewhere is no reason to meet it again. */
    boolean blocks(Slot slot, Prepared prepared) {
        return bad.blocks(slot, prepared);
    }

    /** @throws PluginException BAD_BUNDLE when what is to start is no longer what was read */
    void verify(Fetched fetched) {
        files.verify(fetched);
    }

    /** What was owed a second try has it now. */
    void spend(Slot slot) {
        bad.spend(slot);
    }

    private void requireAllowed(Slot slot, Fetched chosen) {
        Subject subject = Subject.unstarted(slot.id(), chosen.manifest().version());
        Remembered.Said said = core.state().now().quarantine(chosen.stored().hash());
        if (said.holds()) {
            throw Resting.inState(
                    PluginState.QUARANTINED,
                    subject,
                    "this content was quarantined " + said.words() + "; `mortise quarantine --lift "
                            + chosen.stored().hash() + '`',
                    core.clock().instant());
        }
        String floor = core.state().of(slot.id()).hold().floor();
        if (isBelow(chosen.manifest().version(), floor)) {
            throw Resting.unresolved(
                    subject,
                    "is below version " + floor + ", the lowest an operator allows; `mortise unpin " + slot.id() + '`',
                    core.clock().instant());
        }
    }

    static boolean isBelow(String version, String floor) {
        return !floor.isEmpty() && VersionRange.isBelow(version, floor);
    }
}
