package io.mortise.manager;

import io.mortise.api.manifest.PluginManifest;
import io.mortise.source.BundleStore;
import java.util.List;

/**
 * A plugin's files as they stood at one moment, in the store, and the manifest in them.
 *
 * @param hashedAt {@link System#nanoTime} when the files in the store were last known to be these
 */
record Fetched(Place place, BundleStore.Stored stored, PluginManifest manifest, List<String> warnings, long hashedAt) {
    Fetched {
        warnings = List.copyOf(warnings);
    }
}
