package io.mortise.manager.internal.grant;

import java.nio.file.Path;
import java.util.Optional;

/** Whether a directory may be granted as declared: nobody but its owner may put plugins into it. */
public final class DeclaredTrust {
    private DeclaredTrust() {}

    /** Why not; empty when it may. Looks at the directory and at every plugin directory inside it. */
    public static Optional<String> refusal(Path directory) {
        throw new UnsupportedOperationException();
    }
}
