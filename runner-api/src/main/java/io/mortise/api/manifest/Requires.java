package io.mortise.api.manifest;

import static java.util.Objects.requireNonNull;

import io.mortise.api.PluginId;
import java.util.Map;
import java.util.Optional;

/**
 * What must be there. Ranges are written as npm writes them.
 *
 * @param app name of an application to its range
 */
public record Requires(Optional<String> mortise, Map<String, String> app, Map<PluginId, Dependency> plugins) {
    public static final Requires NOTHING = new Requires(Optional.empty(), Map.of(), Map.of());

    /** Another plugin; an optional one orders the start and never blocks it. */
    public record Dependency(String range, boolean optional) {}

    public Requires {
        requireNonNull(mortise, "mortise");
        app = Map.copyOf(app);
        plugins = Map.copyOf(plugins);
    }
}
