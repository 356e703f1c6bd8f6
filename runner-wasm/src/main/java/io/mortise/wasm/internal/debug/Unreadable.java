package io.mortise.wasm.internal.debug;

/** What a reader throws when the bytes are not what it can read; the trap is then told without them. */
final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unreadable(String message) {
        super(message, null, false, false);
    }
}
