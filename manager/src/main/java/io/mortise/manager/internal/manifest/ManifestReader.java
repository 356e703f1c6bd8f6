package io.mortise.manager.internal.manifest;

import io.mortise.api.Kind;
import java.nio.file.Path;
import java.util.List;

/** Reads the one manifest at the root of a plugin's directory. Runs no code of the plugin. */
public final class ManifestReader {
    private final List<Kind> kinds;

    private ManifestReader(List<Kind> kinds) {
        this.kinds = List.copyOf(kinds);
    }

    /** Checks contributions against these kinds: an unknown one is a warning, or an error where it is required. */
    public static ManifestReader withKinds(List<Kind> kinds) {
        return new ManifestReader(kinds);
    }

    /** Never throws for what the directory holds. */
    public ManifestReading read(Path root) {
        throw new UnsupportedOperationException(root + " " + kinds);
    }
}
