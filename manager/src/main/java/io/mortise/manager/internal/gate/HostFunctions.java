package io.mortise.manager.internal.gate;

import io.mortise.api.host.HostFunction;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The functions of the embedding application, by name. */
public final class HostFunctions {
    public static final HostFunctions NONE = new HostFunctions(Map.of());

    private final Map<String, HostFunction> byName;

    private HostFunctions(Map<String, HostFunction> byName) {
        this.byName = byName;
    }

    /** @throws IllegalArgumentException when two have one name */
    public static HostFunctions of(Collection<HostFunction> functions) {
        Map<String, HostFunction> byName = new LinkedHashMap<>();
        for (HostFunction function : functions) {
            if (byName.putIfAbsent(function.name(), function) != null) {
                throw new IllegalArgumentException("two host functions are named " + function.name());
            }
        }
        return new HostFunctions(byName);
    }

    /** In the order they were registered. */
    public Collection<HostFunction> all() {
        return java.util.Collections.unmodifiableCollection(byName.values());
    }

    Optional<HostFunction> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }
}
