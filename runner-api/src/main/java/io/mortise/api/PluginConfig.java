package io.mortise.api;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * All that a runner needs to start one generation, decided by the operator.
 *
 * @param json the configuration, a UTF-8 JSON object: valid, defaults applied, secret references resolved
 * @param secretPlaces JSON pointers of the values in {@code json} that were put in for a secret reference
 * @param sandbox the level a process is to get
 * @param mounts directories granted, real paths
 * @param allowPlaintext true when the operator granted a process without TLS
 */
public record PluginConfig(
        Subject subject,
        byte[] json,
        List<String> secretPlaces,
        Limits limits,
        Sandbox sandbox,
        List<Mount> mounts,
        boolean allowPlaintext) {
    public PluginConfig {
        requireNonNull(subject, "subject");
        requireNonNull(json, "json");
        requireNonNull(limits, "limits");
        requireNonNull(sandbox, "sandbox");
        secretPlaces = List.copyOf(secretPlaces);
        mounts = List.copyOf(mounts);
    }

    /** An empty configuration, nothing mounted. */
    public static PluginConfig of(Subject subject, Limits limits, Sandbox sandbox) {
        return new PluginConfig(subject, new byte[] {'{', '}'}, List.of(), limits, sandbox, List.of(), false);
    }

    public PluginConfig withJson(byte[] other) {
        return new PluginConfig(subject, other, secretPlaces, limits, sandbox, mounts, allowPlaintext);
    }

    public PluginConfig withMounts(List<Mount> other) {
        return new PluginConfig(subject, json, secretPlaces, limits, sandbox, other, allowPlaintext);
    }
}
