package io.mortise.manager;

import io.mortise.api.error.PluginException;
import io.mortise.manager.internal.audit.Decision;
import io.mortise.manager.internal.audit.DecisionLog;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * What happens to a plugin whose guest used up the heap that everybody shares: it is disabled, as an operator would, until
 * an operator enables it again.
 */
final class Exhaustion {
    private static final String BY = "mortise, because it used up the host's heap";

    private final Core core;
    private final DecisionLog decisions;
    private final Reloads reloads;
    private final Executor workers;

    Exhaustion(Core core, DecisionLog decisions, Reloads reloads, Executor workers) {
        this.core = core;
        this.decisions = decisions;
        this.reloads = reloads;
        this.workers = workers;
    }

    /** Called on the guest's thread, which has no memory to spare: the work is done elsewhere. */
    void of(Slot slot, PluginException failure) {
        try {
            workers.execute(() -> disable(slot, failure));
        } catch (RejectedExecutionException e) {
            core.hub().notice(false, "the manager is closing: " + slot.id() + " ends with it");
        }
    }

    private void disable(Slot slot, PluginException failure) {
        slot.chronicle().troubled(failure);
        if (core.state().of(slot.id()).disabled().holds()) {
            return;
        }
        String hash = slot.files().latest().map(files -> files.stored().hash()).orElse("");
        decisions.append(
                new Decision(core.clock().instant(), BY, "disable", slot.id().name(), "", "disable", hash));
        core.state().disable(slot.id(), BY, core.clock().instant().toString());
        core.hub().notice(true, slot.id() + " is disabled: " + failure.text() + "; mortise enable " + slot.id());
        reloads.wish(slot, ReloadCause.REMOVE);
    }
}
