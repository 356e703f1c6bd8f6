package io.mortise.grpc.internal.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** A run directory of one client's own, for programs that no manager keeps. */
public record TemporaryRun(Path directory) implements AutoCloseable {
    /** Makes one that only this user may enter. */
    public static TemporaryRun create() {
        try {
            return new TemporaryRun(PrivateDirectory.create(Path.of(System.getProperty("java.io.tmpdir")), "mortise-"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        PrivateDirectory.delete(directory);
    }
}
