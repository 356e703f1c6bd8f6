package io.mortise.manager.internal.manifest;

import static java.util.Objects.requireNonNull;

import io.mortise.api.error.Detail.Violation;
import io.mortise.api.manifest.PluginManifest;
import java.util.List;

/** What reading a manifest came to. */
public sealed interface ManifestReading {
    /**
     * A manifest that may be loaded.
     *
     * @param warnings what an author should know; places are {@code plugin.yaml:12: key}
     */
    record Valid(PluginManifest manifest, List<Violation> warnings) implements ManifestReading {
        public Valid {
            requireNonNull(manifest, "manifest");
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * Every problem that was found.
     *
     * @param problems in the order of the file; at least one
     * @param text the problems with excerpt and caret, several lines, no colour
     */
    record Invalid(List<Violation> problems, String text) implements ManifestReading {
        public Invalid {
            problems = List.copyOf(problems);
            requireNonNull(text, "text");
        }
    }
}
