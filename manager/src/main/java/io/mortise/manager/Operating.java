package io.mortise.manager;

import io.mortise.manager.internal.audit.Decision;
import java.util.List;

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

    ReloadOutcome reload(Slot slot) {
        parts.supervisor.reset(slot);
        return parts.reloads.request(slot, ReloadCause.MANUAL).join();
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
        return settled(slot, ReloadCause.CHANGE);
    }

    private PluginStatus settled(Slot slot, ReloadCause cause) {
        parts.supervisor.reset(slot);
        ReloadOutcome unused = parts.reloads.request(slot, cause).join();
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

    private void decided(Slot slot, String by, String what) {
        String hash = slot.files().latest().map(files -> files.stored().hash()).orElse("");
        parts.decisions.append(
                new Decision(parts.core.clock().instant(), by, what, slot.id().name(), "", what, hash));
    }
}
