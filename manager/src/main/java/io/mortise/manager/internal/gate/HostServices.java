package io.mortise.manager.internal.gate;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The services behind every gate of one manager.
 *
 * @param byType service interface of {@link io.mortise.api.host} to the service; what is not there answers
 *     UNIMPLEMENTED
 */
public record HostServices(
        Map<Class<?>, Object> byType, HttpRules http, HostFunctions functions, PluginCaller plugins) {
    public HostServices {
        byType = Map.copyOf(byType);
        requireNonNull(http, "http");
        requireNonNull(functions, "functions");
        requireNonNull(plugins, "plugins");
    }

    /** No service yet. */
    public static HostServices of(HttpRules http, HostFunctions functions, PluginCaller plugins) {
        return new HostServices(Map.of(), http, functions, plugins);
    }

    /** With a service, in place of one of its type. */
    public <S> HostServices with(Class<S> type, S service) {
        Map<Class<?>, Object> more = new HashMap<>(byType);
        more.put(type, type.cast(service));
        return new HostServices(more, http, functions, plugins);
    }

    public boolean has(Class<?> type) {
        return byType.containsKey(type);
    }

    <S> Optional<S> find(Class<S> type) {
        return Optional.ofNullable(byType.get(type)).map(type::cast);
    }
}
