package io.mortise.wasm.internal.debug;

/**
 * One function that a trap came through.
 *
 * @param function its number, imports counted
 * @param offset where it was, from the beginning of the module's file; below 0 = not known
 */
public record RawFrame(int function, int offset) {
    public static final int UNKNOWN = -1;
}
