package io.mortise.manager.internal.config;

import io.mortise.api.PluginId;
import io.mortise.api.error.Detail.Violation;
import java.util.Map;

/** Where a value that was refused is changed: where it was written. */
final class ConfigRemedy {
    private ConfigRemedy() {}

    /** @param from the layer of each top-level key that is written somewhere */
    static String of(PluginId plugin, Violation violation, Map<String, String> from) {
        String key = ConfigPointer.top(violation.place());
        String settings = "config." + plugin + " in mortise.yaml";
        return switch (from.getOrDefault(key, "")) {
            case ConfigLayer.SETTINGS -> "change it under " + settings;
            case ConfigLayer.KEPT ->
                "set another with `mortise config " + plugin + ' ' + (key.isEmpty() ? "KEY" : key)
                        + "=VALUE`, or take it back with --unset";
            case ConfigLayer.BUILDER -> "the application sets it, on the manager's builder or with configure()";
            default -> "set it with `mortise config " + plugin + " KEY=VALUE`, or under " + settings;
        };
    }
}
