package io.mortise.source;

import java.io.IOException;

/** Files changed while they were read: start over. */
final class TreeChanged extends IOException {
    private static final long serialVersionUID = 1L;

    TreeChanged(String message) {
        super(message);
    }
}
