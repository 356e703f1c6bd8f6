package io.mortise.manager;

import static java.util.Objects.requireNonNull;

import io.mortise.api.error.Detail;
import io.mortise.api.error.Failure;
import io.mortise.api.error.PluginException;
import io.mortise.manager.Remembered.Hold;
import io.mortise.manager.Remembered.Said;
import io.mortise.manager.internal.manifest.VersionRange;
import java.util.List;

/**
 * What an operator decides about the versions of one plugin. Each decision is on the disk before it acts, and is kept
 * across restarts of the manager; {@code by} is a person's or a program's name. Any thread.
 *
 * <p>Every method throws {@code PluginException} SERVICE_FAILED when the decision cannot be stored: then nothing changed.
 */
public final class PluginVersions {
    private final Core core;
    private final Operating operating;
    private final BadContents bad;
    private final Slot slot;

    PluginVersions(Assembly parts, Operating operating, Slot slot) {
        this.core = parts.core;
        this.operating = operating;
        this.bad = parts.bad;
        this.slot = slot;
    }

    /**
     * Goes back to what served before the live version: in one swap while that one is still started, else by starting
     * its kept files. What is sent back does not come again until its files change or somebody reloads.
     */
    public ReloadOutcome rollback(String by) {
        operating.decided(slot, requireNonNull(by, "by"), "rollback");
        return operating.asked(slot, Wish.of(ReloadCause.ROLLBACK));
    }

    /** As {@link PluginManager#reload}, and the successor stays whatever its first calls do. */
    public ReloadOutcome reloadWithoutRollback() {
        return operating.reload(slot, Wish.withoutTrial());
    }

    /**
     * Holds it at the files that run now, whatever comes to lie in its directory; settings and grants still count.
     *
     * @throws PluginException NOT_SERVING when nothing runs
     */
    public PluginStatus pin(String by) {
        String hash = slot.live()
                .map(live -> live.prepared().bundle().hash())
                .orElseThrow(() -> StartWait.notServing(slot, slot.now().position()));
        operating.decided(slot, requireNonNull(by, "by"), "pin");
        core.state()
                .decide(
                        slot.id(),
                        entry -> entry.with(new Hold(hash, entry.hold().floor())));
        return operating.settled(slot, Wish.of(ReloadCause.CHANGE));
    }

    /**
     * Lets no version below {@code version} start or come back, by whomever.
     *
     * @throws PluginException BAD_INPUT when it is no version
     */
    public PluginStatus floor(String version, String by) {
        if (VersionRange.parse(version).isEmpty() || VersionRange.isBelow(version, version + "-0")) {
            throw PluginException.of(
                    Failure.BAD_INPUT,
                    slot.id(),
                    "a floor is a version such as 1.4.0",
                    new Detail.Violations(List.of(new Detail.Violation("floor", "is no version"))));
        }
        operating.decided(slot, requireNonNull(by, "by"), "floor");
        core.state().decide(slot.id(), entry -> entry.with(new Hold(entry.hold().pinned(), version)));
        return operating.settled(slot, Wish.of(ReloadCause.CHANGE));
    }

    /** Takes pin and floor back; what lies in its directory counts again. */
    public PluginStatus unpin(String by) {
        operating.decided(slot, requireNonNull(by, "by"), "unpin");
        core.state().decide(slot.id(), entry -> entry.with(Hold.NONE));
        return operating.settled(slot, Wish.of(ReloadCause.CHANGE));
    }

    /** Stops it at once; it starts nowhere, and its files and data stay as evidence, until {@link #reset}. */
    public PluginStatus quarantine(String by) {
        Said said = operating.said(requireNonNull(by, "by"));
        operating.decided(slot, by, "quarantine");
        core.state().decide(slot.id(), entry -> entry.quarantined(said));
        return operating.settled(slot, Wish.of(ReloadCause.REMOVE));
    }

    /** Forgets failures, what was sent back, and a quarantine of this plugin, and tries again. */
    public PluginStatus reset(String by) {
        operating.decided(slot, requireNonNull(by, "by"), "reset");
        core.state().decide(slot.id(), entry -> entry.quarantined(Said.NOTHING)
                .with(entry.contents().forgiven()));
        bad.forget(slot);
        return operating.settled(slot, Wish.of(ReloadCause.CHANGE));
    }
}
