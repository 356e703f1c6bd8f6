package io.mortise.manager.internal.config;

import static java.util.Objects.requireNonNull;

/**
 * One document of a plugin's configuration.
 *
 * @param from where it is written, for {@code explain}: {@code builder}, {@code mortise config}, {@code mortise.yaml}
 * @param json an object as JSON text; values may be secret references
 */
public record ConfigLayer(String from, String json) {
    public ConfigLayer {
        requireNonNull(from, "from");
        requireNonNull(json, "json");
    }
}
