package io.mortise.wasm.internal.wasi;

import java.io.IOException;

/** What a number of the guest's stands for. */
sealed interface Descriptor permits OpenFile, OpenFolder {
    Place place();

    void close() throws IOException;
}
