package io.mortise.api;

import static java.util.Objects.requireNonNull;

/** Who an error, a log line or a host call is about; written {@code weather@1.4.0#3}. */
public record Subject(PluginId plugin, String version, long generation) {
    public Subject {
        requireNonNull(plugin, "plugin");
        requireNonNull(version, "version");
    }

    /** A plugin of which no generation exists yet: written {@code weather@1.4.0}. */
    public static Subject unstarted(PluginId plugin, String version) {
        return new Subject(plugin, version, 0);
    }

    @Override
    public String toString() {
        String named = version.isEmpty() ? plugin.name() : plugin.name() + '@' + version;
        return generation == 0 ? named : named + '#' + generation;
    }
}
