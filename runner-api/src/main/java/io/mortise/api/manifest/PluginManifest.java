package io.mortise.api.manifest;

import static java.util.Objects.requireNonNull;

import io.mortise.api.PluginId;
import io.mortise.api.RuntimeKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One valid plugin.yaml. What it cannot say is decided by the operator.
 *
 * @param version SemVer 2.0
 * @param runtimes in the author's order of preference; at least one, each kind at most once
 * @param functions by name, in the order written; empty when an SDK plugin describes itself at start
 * @param configSchema JSON Schema 2020-12 as JSON text
 */
public record PluginManifest(
        PluginId name,
        String version,
        About about,
        List<RuntimeSpec> runtimes,
        Requires requires,
        Map<String, FunctionSpec> functions,
        List<Contribution> contributes,
        Lifecycle lifecycle,
        Permissions permissions,
        LimitsAsk limits,
        Optional<String> configSchema) {
    /** When it starts and how a successor takes over. */
    public record Lifecycle(Activation activation, ReloadMode reload) {
        public static final Lifecycle STANDARD = new Lifecycle(Activation.EAGER, ReloadMode.OVERLAP);
    }

    /** With the manager, or at the first call. */
    public enum Activation {
        EAGER,
        LAZY
    }

    /** Old and new side by side until the swap, or one at a time. */
    public enum ReloadMode {
        OVERLAP,
        HANDOVER
    }

    public PluginManifest {
        requireNonNull(name, "name");
        requireNonNull(version, "version");
        requireNonNull(about, "about");
        runtimes = List.copyOf(runtimes);
        requireNonNull(requires, "requires");
        functions = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(functions));
        contributes = List.copyOf(contributes);
        requireNonNull(lifecycle, "lifecycle");
        requireNonNull(permissions, "permissions");
        requireNonNull(limits, "limits");
        requireNonNull(configSchema, "configSchema");
        if (runtimes.isEmpty()) {
            throw new IllegalArgumentException("a manifest offers at least one runtime");
        }
    }

    /** The smallest manifest: asks for nothing, contributes nothing. */
    public static PluginManifest of(String name, String version, RuntimeSpec runtime) {
        return new PluginManifest(
                PluginId.of(name),
                version,
                About.NOTHING,
                List.of(runtime),
                Requires.NOTHING,
                Map.of(),
                List.of(),
                Lifecycle.STANDARD,
                Permissions.NONE,
                LimitsAsk.NONE,
                Optional.empty());
    }

    /** How it offers to run under {@code kind}, if it does. */
    public Optional<RuntimeSpec> runtime(RuntimeKind kind) {
        return runtimes.stream().filter(spec -> spec.kind() == kind).findFirst();
    }

    public PluginManifest withFunctions(FunctionSpec... specs) {
        Map<String, FunctionSpec> byName = new LinkedHashMap<>();
        for (FunctionSpec spec : specs) {
            byName.put(spec.name(), spec);
        }
        return new PluginManifest(
                name,
                version,
                about,
                runtimes,
                requires,
                byName,
                contributes,
                lifecycle,
                permissions,
                limits,
                configSchema);
    }

    public PluginManifest withPermissions(Permissions other) {
        return new PluginManifest(
                name,
                version,
                about,
                runtimes,
                requires,
                functions,
                contributes,
                lifecycle,
                other,
                limits,
                configSchema);
    }

    public PluginManifest withContributes(List<Contribution> other) {
        return new PluginManifest(
                name,
                version,
                about,
                runtimes,
                requires,
                functions,
                other,
                lifecycle,
                permissions,
                limits,
                configSchema);
    }
}
