package io.mortise.manager;

import java.util.Set;

/** Decides whether a serving plugin is RUNNING or DEGRADED. It goes on being called either way. */
final class Degradation {
    /** A function's streak of faults became too long, or ended. */
    void streak(Slot slot, Generation generation, CallableFunction function) {
        String reason = "the last " + CallableFunction.STREAK + " calls of \"" + function.name()
                + "\" trapped, crashed or timed out";
        if (generation.complain(reason, function.hasOnlyFailed())) {
            judge(slot, generation);
        }
    }

    /** Probes fail, or succeed again. */
    void probes(Slot slot, Generation generation, boolean failing) {
        if (generation.complain("its probes fail", failing)) {
            judge(slot, generation);
        }
    }

    private static void judge(Slot slot, Generation generation) {
        Set<String> complaints = generation.complaints();
        PluginState next = complaints.isEmpty() ? PluginState.RUNNING : PluginState.DEGRADED;
        String reason = complaints.isEmpty() ? "it answers again" : String.join("; ", complaints);
        slot.remarkIf(generation, next, reason);
    }
}
