package io.mortise.manager.internal.settings;

import static java.util.Objects.requireNonNull;

import io.mortise.api.Limits;
import io.mortise.api.RuntimeKind;
import io.mortise.api.manifest.LimitsAsk;
import io.mortise.api.manifest.PluginManifest;
import java.util.List;

/**
 * The limits of one plugin on one runtime, and where each comes from: what the settings say for this plugin, else the
 * smaller of what the manifest asks (our default where it asks nothing) and the settings' ceiling for all.
 */
public record EffectiveLimits(Limits limits, List<Line> lines) {
    /**
     * One limit for {@code explain}.
     *
     * @param name as in plugin.yaml: {@code timeout}, {@code memory}
     * @param value what holds, with its unit
     * @param from {@code mortise.yaml limits.weather}, {@code mortise.yaml limits."*"}, {@code plugin.yaml},
     *     {@code default}, {@code plugin.yaml wasm.pool.max_instances}
     * @param asked what the manifest asks; empty = nothing
     */
    public record Line(String name, String value, String from, String asked) {}

    public EffectiveLimits {
        requireNonNull(limits, "limits");
        lines = List.copyOf(lines);
    }

    public static EffectiveLimits of(PluginManifest manifest, RuntimeKind runtime, Settings.LimitSettings settings) {
        throw new UnsupportedOperationException(manifest.name() + runtime.text() + settings);
    }

    /** What the manifest asks above our defaults: part of what must be granted. */
    public static LimitsAsk aboveDefaults(PluginManifest manifest, RuntimeKind runtime) {
        throw new UnsupportedOperationException(manifest.name() + runtime.text());
    }
}
