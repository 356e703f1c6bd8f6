package io.mortise.manager;

import io.mortise.api.Kind;
import java.util.List;
import java.util.Map;

/**
 * What an application offers to plugins, as a document: authors check their plugins against it without the application.
 *
 * @param apps name to version, as {@code requires.app} meets them
 */
public record HostContract(Map<String, String> apps, List<Kind> kinds, List<Function> functions) {
    public HostContract {
        apps = Map.copyOf(apps);
        kinds = List.copyOf(kinds);
        functions = List.copyOf(functions);
    }

    /** A function of the application that a plugin may be granted. */
    public record Function(String name, String description) {}
}
