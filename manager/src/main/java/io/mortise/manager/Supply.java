package io.mortise.manager;

import io.mortise.api.PluginId;
import io.mortise.api.Source;
import java.util.Map;

/**
 * A source and where the grants of its plugins come from.
 *
 * @param aliases the names its plugins go by here, by the names their manifests say; so two versions of one plugin can
 *     serve side by side
 */
record Supply(Source source, GrantPolicy grants, Map<PluginId, PluginId> aliases) {
    Supply {
        aliases = Map.copyOf(aliases);
    }

    PluginId nameOf(PluginId written) {
        return aliases.getOrDefault(written, written);
    }
}
