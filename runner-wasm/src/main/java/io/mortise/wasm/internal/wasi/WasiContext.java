package io.mortise.wasm.internal.wasi;

import io.mortise.wasm.internal.run.GuestMemory;
import java.util.function.BooleanSupplier;

/**
 * What the file functions of one instance work with.
 *
 * @param isOver true when the call has no time left; long work then stops where it is
 * @param mayChange false while an instance starts, which may have no outside effect
 */
public record WasiContext(
        GuestMemory memory, Descriptors descriptors, BooleanSupplier isOver, BooleanSupplier mayChange) {
    /** {@link Errno#ROFS} unless files of the mount may be changed now. */
    void requireChangeable(MountedFolder mount) throws WasiError {
        mount.requireWritable();
        if (!mayChange.getAsBoolean()) {
            throw new WasiError(Errno.ROFS);
        }
    }

    GuestPath path(String who, long pointer, long length) throws WasiError {
        memory.check(who, (int) pointer, (int) length);
        if (Integer.toUnsignedLong((int) length) > GuestPath.MAX_BYTES) {
            throw new WasiError(Errno.NAMETOOLONG);
        }
        return GuestPath.parse(memory.read(who, (int) pointer, (int) length));
    }
}
