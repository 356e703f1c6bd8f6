package io.mortise.api;

import static java.util.Objects.requireNonNull;

import java.util.regex.Pattern;

/** The name a plugin is called by: its manifest's, or the alias given when it was installed. */
public record PluginId(String name) implements Comparable<PluginId> {
    /** {@code [a-z][a-z0-9-]{1,62}}. */
    public static final Pattern PATTERN = Pattern.compile("[a-z][a-z0-9-]{1,62}");

    public PluginId {
        requireNonNull(name, "name");
        if (!PATTERN.matcher(name).matches()) {
            throw new IllegalArgumentException("a plugin's name is [a-z][a-z0-9-]{1,62}, not \"" + name + '"');
        }
    }

    public static PluginId of(String name) {
        return new PluginId(name);
    }

    @Override
    public int compareTo(PluginId other) {
        return name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return name;
    }
}
