package io.mortise.wasm.internal.debug;

/**
 * One function that a trap came through.
 *
 * @param function its number, imports counted
 * @param offset where it was, from the beginning of the module's file; below 0 = not known
 * @param site the ordinal of the place where it was, see {@link io.mortise.wasm.internal.binary.Sites}; below 1 = not known
 */
public record RawFrame(int function, int offset, int site) {
    public static final int UNKNOWN = -1;

    /** Of which no site is known. */
    public RawFrame(int function, int offset) {
        this(function, offset, UNKNOWN);
    }
}
