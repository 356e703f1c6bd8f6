package io.mortise.grpc.internal.process;

import io.mortise.api.Mount;
import io.mortise.api.Sandbox;
import java.util.List;
import java.util.OptionalLong;

/**
 * What one process is confined to.
 *
 * @param level the one it gets, never a weaker one
 * @param memoryBytes of private memory, for each of its processes; empty = no bound
 * @param mounts directories it was granted; at level {@code full} it sees no others but its own
 */
public record Confinement(Sandbox level, OptionalLong memoryBytes, List<Mount> mounts) {
    public Confinement {
        mounts = List.copyOf(mounts);
    }

    /** A level and nothing else. */
    public static Confinement of(Sandbox level) {
        return new Confinement(level, OptionalLong.empty(), List.of());
    }

    /** True when it has a file system, a network and process numbers of its own. */
    public boolean isFull() {
        return level == Sandbox.FULL;
    }
}
