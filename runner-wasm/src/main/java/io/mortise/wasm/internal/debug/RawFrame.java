package io.mortise.wasm.internal.debug;

/**
 * One function that a trap came through.
 *
 * @param function its number, imports counted
 * @param address where it was, from the beginning of the code section's content; below 0 = not known
 */
public record RawFrame(int function, int address) {
    public static final int UNKNOWN = -1;
}
