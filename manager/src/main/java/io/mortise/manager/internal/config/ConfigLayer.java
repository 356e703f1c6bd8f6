package io.mortise.manager.internal.config;

import static java.util.Objects.requireNonNull;

/**
 * One document of a plugin's configuration.
 *
 * @param from where it is written, for {@code explain}: one of the three below
 * @param json an object as JSON text; values may be secret references
 */
public record ConfigLayer(String from, String json) {
    public static final String BUILDER = "builder";
    public static final String KEPT = "mortise config";
    public static final String SETTINGS = "mortise.yaml";

    public ConfigLayer {
        requireNonNull(from, "from");
        requireNonNull(json, "json");
    }
}
