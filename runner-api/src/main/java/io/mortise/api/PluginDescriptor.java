package io.mortise.api;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Set;

/**
 * What loading a bundle told, before any guest code ran.
 *
 * @param dialect the guest ABI or protocol: {@code mortise/1}, {@code extism}, {@code mortise.v1}, {@code raw}
 * @param engine how it will run: {@code compiled}, {@code compiled (cache)}, {@code interpreted, compiling},
 *     {@code interpreted: } and why, {@code process}; {@link Runner#engine} says how it runs now
 * @param imports what it asks of the host, as {@code module.name}; empty for a process
 * @param notes what the manifest says and this runtime or machine cannot enforce, and other things to know
 */
public record PluginDescriptor(String dialect, String engine, Set<String> imports, List<String> notes) {
    public PluginDescriptor {
        requireNonNull(dialect, "dialect");
        requireNonNull(engine, "engine");
        imports = Set.copyOf(imports);
        notes = List.copyOf(notes);
    }
}
