package io.mortise.manager;

import io.mortise.manager.internal.settings.Settings;
import java.util.ArrayList;
import java.util.List;

/** Settings that can be written and that this manager does not hold: said at opening, never silently passed over. */
final class Unenforced {
    private Unenforced() {}

    static List<String> of(Settings settings) {
        List<String> lines = new ArrayList<>();
        if (settings.budget().memoryBytes().isPresent()) {
            lines.add("budget.memory is not enforced; limits.memory of each plugin is");
        }
        if (!settings.reload().probation().equals(Settings.Reload.STANDARD.probation())) {
            lines.add("reload.probation is not enforced: a generation that fails after its start is restarted");
        }
        return lines;
    }
}
