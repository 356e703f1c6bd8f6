package io.mortise.manager;

import io.mortise.api.PluginId;
import io.mortise.api.error.Failure;
import io.mortise.manager.internal.audit.Decision;
import java.util.List;
import java.util.Optional;

/** What an operator, or the application in its place, decides about a plugin: written down, then done. */
final class Operating {
    private final Assembly parts;
    private final GrantDesk grants;
    private final StatusReport report;

    Operating(Assembly parts, GrantDesk grants, StatusReport report) {
        this.parts = parts;
        this.grants = grants;
        this.report = report;
    }

    ReloadOutcome reload(Slot slot, Wish wish) {
        Remembered.Said frozen = parts.core.state().now().frozen();
        if (frozen.holds()) {
            return new ReloadOutcome.Refused(
                    Failure.NOT_SERVING,
                    slot.subject() + ": reloads are frozen " + frozen.words() + "; `mortise thaw` [NOT_SERVING]");
        }
        parts.supervisor.reset(slot);
        return parts.reloads.request(slot, wish).join();
    }

    /** Without the freeze: what takes something out of service is always allowed. */
    ReloadOutcome asked(Slot slot, Wish wish) {
        return parts.reloads.request(slot, wish).join();
    }

    PluginVersions versions(PluginId plugin) {
        return new PluginVersions(parts, this, parts.core.slots().named(plugin.name()));
    }

    /** Who requires it, in whatever range. */
    List<PluginId> dependents(PluginId plugin) {
        return parts.core.requirements().dependents(plugin);
    }

    <T> Optional<T> unwrap(PluginId plugin, Class<T> type) {
        return Views.of(parts.core.slots().named(plugin.name()), type);
    }

    /** Who says something now. */
    Remembered.Said said(String by) {
        return new Remembered.Said(by, parts.core.clock().instant().toString());
    }

    PluginStatus enable(Slot slot, String by) {
        decided(slot, by, "enable");
        parts.core.state().enable(slot.id());
        return settled(slot, ReloadCause.CHANGE);
    }

    PluginStatus disable(Slot slot, String by) {
        decided(slot, by, "disable");
        parts.core.state().disable(slot.id(), by, parts.core.clock().instant().toString());
        return settled(slot, ReloadCause.REMOVE);
    }

    ReloadOutcome configure(Slot slot, String json) {
        String before = parts.configs.apply(slot.id(), json);
        return configured(slot, () -> parts.configs.apply(slot.id(), before));
    }

    ReloadOutcome keepConfig(Slot slot, String json) {
        String before = parts.configs.applyKept(slot.id(), json);
        ReloadOutcome outcome = configured(slot, () -> parts.configs.applyKept(slot.id(), before));
        parts.configs.store();
        return outcome;
    }

    PluginStatus grant(Slot slot, String by, List<String> permissions) {
        grants.grant(slot, by, permissions);
        return settled(slot, ReloadCause.CHANGE);
    }

    PluginStatus deny(Slot slot, String by, List<String> permissions) {
        grants.deny(slot, by, permissions);
        return settled(slot, Wish.ofLess());
    }

    private PluginStatus settled(Slot slot, ReloadCause cause) {
        return settled(slot, Wish.of(cause));
    }

    PluginStatus settled(Slot slot, Wish wish) {
        parts.supervisor.reset(slot);
        ReloadOutcome unused = parts.reloads.request(slot, wish).join();
        return report.of(slot);
    }

    /** A value that does not fit is taken back, so that the next reload does not meet it again. */
    private ReloadOutcome configured(Slot slot, Runnable undo) {
        ReloadOutcome outcome = parts.reloads.request(slot, ReloadCause.CHANGE).join();
        if (outcome instanceof ReloadOutcome.Refused) {
            undo.run();
        }
        return outcome;
    }

    void decided(Slot slot, String by, String what) {
        String hash = slot.files().latest().map(files -> files.stored().hash()).orElse("");
        parts.decisions.append(
                new Decision(parts.core.clock().instant(), by, what, slot.id().name(), "", what, hash));
    }
}
