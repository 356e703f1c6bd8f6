package io.mortise.manager;

import io.mortise.api.Kind;
import io.mortise.api.host.HostFunction;
import java.util.Collection;
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

    static HostContract of(Map<String, String> apps, List<Kind> kinds, Collection<HostFunction> functions) {
        return new HostContract(
                apps,
                kinds,
                functions.stream()
                        .map(each -> new Function(each.name(), each.description()))
                        .toList());
    }

    /** A function of the application that a plugin may be granted. */
    public record Function(String name, String description) {}
}
