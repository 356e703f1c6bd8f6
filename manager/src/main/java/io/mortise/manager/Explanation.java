package io.mortise.manager;

import io.mortise.api.PluginId;
import io.mortise.api.manifest.Permissions;
import io.mortise.api.manifest.PluginManifest;
import java.util.List;
import java.util.Optional;

/**
 * Why a plugin is as it is: each effective value with where it comes from, what it asks and what it was given.
 *
 * @param manifest absent when the files hold no valid one
 * @param values limits, configuration (secrets are shown as references), runtime and sandbox
 * @param reachable what it can reach through plugins that it may call, a line for each: {@code geo: make requests to …}
 * @param notEnforced what the manifest says and this machine cannot hold
 */
public record Explanation(
        PluginId plugin,
        Optional<PluginManifest> manifest,
        List<Value> values,
        Permissions granted,
        GrantDiff diff,
        List<String> reachable,
        List<String> notEnforced) {
    public Explanation {
        values = List.copyOf(values);
        reachable = List.copyOf(reachable);
        notEnforced = List.copyOf(notEnforced);
    }

    /** {@code limits.memory}, {@code 32 MiB}, {@code mortise.yaml:7}. */
    public record Value(String key, String value, String from) {}
}
