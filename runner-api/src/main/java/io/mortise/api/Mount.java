package io.mortise.api;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;

/**
 * A directory the guest was granted.
 *
 * @param directory its real path on the host
 * @param name the path the guest knows it by
 */
public record Mount(Path directory, String name, boolean readOnly) {
    public Mount {
        requireNonNull(directory, "directory");
        requireNonNull(name, "name");
    }
}
