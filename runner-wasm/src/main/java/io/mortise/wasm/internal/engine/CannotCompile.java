package io.mortise.wasm.internal.engine;

/** Why a module stays interpreted, in words for an operator. */
final class CannotCompile extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CannotCompile(String message) {
        super(message, null, false, false);
    }
}
