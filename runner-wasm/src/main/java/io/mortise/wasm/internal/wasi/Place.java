package io.mortise.wasm.internal.wasi;

import java.util.List;

/** Where something was when it was opened: names below a mount's root. */
record Place(MountedFolder mount, List<String> names) {
    boolean isRoot() {
        return names.isEmpty();
    }
}
