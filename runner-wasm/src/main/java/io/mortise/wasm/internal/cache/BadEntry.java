package io.mortise.wasm.internal.cache;

/** An entry that is not what this installation wrote under this key; the message says what is wrong with it. */
final class BadEntry extends Exception {
    private static final long serialVersionUID = 1L;

    BadEntry(String message) {
        super(message, null, false, false);
    }
}
