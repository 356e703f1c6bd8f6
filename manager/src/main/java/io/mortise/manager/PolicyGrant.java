package io.mortise.manager;

import static java.util.Objects.requireNonNull;

import io.mortise.api.Origin;
import io.mortise.api.PluginId;
import io.mortise.api.manifest.Permissions;

/**
 * What a policy gives to one plugin beside its entry in {@code grants.yaml}: all it asks for because its directory is
 * granted as declared, or what a rule of {@code grants.policy} says.
 *
 * @param permissions given, without those of the entry and those taken back
 * @param policy where that was said: {@code as declared: mortise.yaml: plugins: bots}
 */
public record PolicyGrant(PluginId plugin, Origin origin, Permissions permissions, String policy) {
    public PolicyGrant {
        requireNonNull(plugin, "plugin");
        requireNonNull(origin, "origin");
        requireNonNull(permissions, "permissions");
        requireNonNull(policy, "policy");
    }
}
