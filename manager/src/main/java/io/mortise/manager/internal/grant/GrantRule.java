package io.mortise.manager.internal.grant;

import static java.util.Objects.requireNonNull;

import io.mortise.api.Origin;
import io.mortise.api.PluginId;
import io.mortise.api.manifest.Glob;

/**
 * What every plugin of a name and origin is given. The origin is exact: a namesake from elsewhere gets nothing by rule
 * either.
 *
 * @param name a plugin's name, or a glob with one star
 */
record GrantRule(Glob name, Origin origin, Ask given) {
    GrantRule {
        requireNonNull(name, "name");
        requireNonNull(origin, "origin");
        requireNonNull(given, "given");
    }

    boolean isFor(PluginId plugin, Origin from) {
        return origin.equals(from) && name.matches(plugin.name());
    }
}
