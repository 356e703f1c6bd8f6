package io.mortise.api;

import static java.util.Objects.requireNonNull;

import io.mortise.api.manifest.PluginManifest;
import java.nio.file.Path;

/**
 * An immutable, content-addressed copy of a plugin's files and its manifest.
 *
 * @param subject who it will be; the generation is already counted
 * @param root the directory of the copy; paths of the manifest are inside it
 * @param hash SHA-256 of the tree, 64 hexadecimal digits
 */
public record PluginBundle(Subject subject, PluginManifest manifest, Path root, String hash, Origin origin) {
    public PluginBundle {
        requireNonNull(subject, "subject");
        requireNonNull(manifest, "manifest");
        requireNonNull(root, "root");
        requireNonNull(hash, "hash");
        requireNonNull(origin, "origin");
    }

    /** A file of the bundle. The manifest's paths were checked to stay inside. */
    public Path file(String path) {
        return root.resolve(path);
    }
}
