package io.mortise.manager.internal.yaml;

import static java.util.Objects.requireNonNull;

import io.mortise.api.error.Detail.Violation;

/**
 * One problem of a file.
 *
 * @param path the key as people write it: {@code wasm.pool.max_instances}; empty = the file itself
 * @param text {@code 0 is not in 1..256}
 */
public record Problem(String file, Place place, String path, String text) {
    public Problem {
        requireNonNull(file, "file");
        requireNonNull(place, "place");
        requireNonNull(path, "path");
        requireNonNull(text, "text");
    }

    /** {@code plugin.yaml:12: wasm.pool.max_instances} and the text. */
    public Violation violation() {
        String where = file + ':' + place.line();
        return new Violation(path.isEmpty() ? where : where + ": " + path, text);
    }
}
