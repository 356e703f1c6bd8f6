package io.mortise.manager;

import io.mortise.api.error.PluginException;
import io.mortise.api.manifest.PluginManifest;
import io.mortise.manager.internal.config.EffectiveConfig;
import io.mortise.manager.internal.settings.EffectiveLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says of each effective value where it comes from. */
final class Explaining {
    private final Preparation preparation;
    private final GrantDesk grants;
    private final StatusReport report;
    private final Reach reach;

    Explaining(Preparation preparation, GrantDesk grants, StatusReport report, Reach reach) {
        this.preparation = preparation;
        this.grants = grants;
        this.report = report;
        this.reach = reach;
    }

    Explanation of(Slot slot) {
        Optional<Fetched> files = slot.files().latest();
        if (files.isEmpty()) {
            GrantDiff none = new GrantDiff(slot.id(), List.of(), List.of(), List.of());
            return new Explanation(
                    slot.id(), Optional.empty(), List.of(), slot.permissions(), none, List.of(), List.of());
        }
        PluginManifest manifest = files.get().manifest();
        List<Explanation.Value> values = new ArrayList<>();
        GrantDiff diff = new GrantDiff(slot.id(), List.of(), List.of(), List.of());
        try {
            Preparation.Wanted wanted = preparation.wanted(files.get());
            diff = grants.diff(slot);
            machine(wanted, values);
            for (EffectiveConfig.Line line :
                    preparation.config(slot.id(), manifest).lines()) {
                values.add(new Explanation.Value("config." + line.key(), line.shown(), line.from()));
            }
        } catch (PluginException e) {
            values.add(new Explanation.Value("problem", e.text(), e.failure().name()));
        }
        return new Explanation(
                slot.id(), Optional.of(manifest), values, slot.permissions(), diff, reach.of(slot), report.notes(slot));
    }

    private static void machine(Preparation.Wanted wanted, List<Explanation.Value> values) {
        values.add(
                new Explanation.Value("runtime", wanted.runtime().spec().kind().text(), "plugin.yaml, settings"));
        values.add(new Explanation.Value("sandbox", wanted.sandbox().text(), "settings sandbox.level, this machine"));
        for (EffectiveLimits.Line line : wanted.limits().lines()) {
            values.add(new Explanation.Value("limits." + line.name(), line.value(), line.from()));
        }
    }
}
