package io.mortise.manager.internal.settings;

import static java.util.Objects.requireNonNull;

import io.mortise.api.Limits;
import io.mortise.api.PluginId;
import io.mortise.api.RuntimeKind;
import io.mortise.api.manifest.LimitsAsk;
import io.mortise.api.manifest.PluginManifest;
import io.mortise.api.manifest.RuntimeSpec;
import java.util.List;
import java.util.Optional;

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

    /** For a plugin known by its manifest's name. */
    public static EffectiveLimits of(PluginManifest manifest, RuntimeKind runtime, Settings.LimitSettings settings) {
        return of(manifest.name(), manifest, runtime, settings);
    }

    /** For a plugin that may be installed under another name: settings speak of that one. */
    public static EffectiveLimits of(
            PluginId id, PluginManifest manifest, RuntimeKind runtime, Settings.LimitSettings settings) {
        LimitSources sources = new LimitSources(
                Limits.of(runtime),
                manifest.limits(),
                Optional.ofNullable(settings.byPlugin().get(id)).orElse(LimitsAsk.NONE),
                settings.ceiling(),
                "mortise.yaml limits." + id);
        Limits limits = new Limits(
                sources.duration("timeout", LimitsAsk::timeout, Limits::timeout),
                sources.duration("start_timeout", LimitsAsk::startTimeout, Limits::startTimeout),
                sources.bytes("memory", LimitsAsk::memoryBytes, Limits::memoryBytes),
                sources.bytes("payload", LimitsAsk::payloadBytes, Limits::payloadBytes),
                sources.concurrency(instances(manifest, runtime)),
                sources.duration("wait_timeout", LimitsAsk::waitTimeout, Limits::waitTimeout));
        return new EffectiveLimits(limits, sources.lines());
    }

    /** What the manifest asks above our defaults: part of what must be granted. */
    public static LimitsAsk aboveDefaults(PluginManifest manifest, RuntimeKind runtime) {
        LimitsAsk ask = manifest.limits();
        Limits ours = Limits.of(runtime);
        return new LimitsAsk(
                ask.timeout().filter(value -> value.compareTo(ours.timeout()) > 0),
                ask.startTimeout().filter(value -> value.compareTo(ours.startTimeout()) > 0),
                LimitSources.above(ask.memoryBytes(), ours.memoryBytes()),
                LimitSources.above(ask.payloadBytes(), ours.payloadBytes()),
                LimitSources.above(ask.concurrency(), ours.concurrency()),
                ask.waitTimeout().filter(value -> value.compareTo(ours.waitTimeout()) > 0));
    }

    private static int instances(PluginManifest manifest, RuntimeKind runtime) {
        return manifest.runtime(runtime)
                .filter(RuntimeSpec.Wasm.class::isInstance)
                .map(spec -> ((RuntimeSpec.Wasm) spec).pool().maxInstances())
                .orElse(Integer.MAX_VALUE);
    }
}
