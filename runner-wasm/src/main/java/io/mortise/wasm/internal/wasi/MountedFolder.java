package io.mortise.wasm.internal.wasi;

import io.mortise.api.Mount;

/** A granted directory, held open from the start of a generation to its end. */
record MountedFolder(Mount mount, Folder root) {
    void requireWritable() throws WasiError {
        if (mount.readOnly()) {
            throw new WasiError(Errno.ROFS);
        }
    }
}
