package io.mortise.wasm.internal.extism;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mortise.wasm.internal.run.Ration;
import io.mortise.wasm.internal.run.Unwind;

/**
 * What an Extism guest finds around it: input, output, error and the arena they lie in. The input is the caller's own
 * array, never copied, until the guest asks where in the arena it is.
 */
final class Kernel {
    private static final byte[] NOTHING = {};

    final Arena arena;
    private byte[] input = NOTHING;
    private boolean isInputInside;
    private long inputAt;
    private long inputLength;
    private long outputAt;
    private long outputLength;
    private long errorAt;

    Kernel(Ration ration) {
        this.arena = new Arena(ration);
    }

    /** Forgets everything and takes the input of the next call. */
    void begin(byte[] payload) {
        reset();
        input = payload;
        inputLength = payload.length;
    }

    void reset() {
        arena.reset();
        input = NOTHING;
        isInputInside = false;
        inputAt = 0;
        inputLength = 0;
        outputAt = 0;
        outputLength = 0;
        errorAt = 0;
    }

    long inputLength() {
        return inputLength;
    }

    /** Its handle; 0 for an empty input, or when there is no room for it. */
    long inputOffset() {
        if (!isInputInside && inputLength > 0) {
            inputAt = arena.store(input);
            isInputInside = inputAt != 0;
        }
        return inputAt;
    }

    long inputLoad8(long offset) {
        if (offset < 0 || offset >= inputLength) {
            return 0;
        }
        return isInputInside ? arena.load8(inputAt + offset) : input[(int) offset] & 0xff;
    }

    long inputLoad64(long offset) {
        if (offset < 0 || offset > inputLength - Long.BYTES) {
            return 0;
        }
        return isInputInside ? arena.load64(inputAt + offset) : Arena.load64(input, (int) offset);
    }

    void inputSet(long at, long length) {
        if (arena.holds(at, length)) {
            isInputInside = true;
            inputAt = at;
            inputLength = length;
        }
    }

    void outputSet(long at, long length) {
        if (arena.holds(at, length)) {
            outputAt = at;
            outputLength = length;
        }
    }

    long outputOffset() {
        return outputAt;
    }

    long outputLength() {
        return outputLength;
    }

    byte[] output() {
        return outputLength == 0 ? NOTHING : arena.copy(outputAt, outputLength);
    }

    void errorSet(long handle) {
        errorAt = handle;
    }

    long errorGet() {
        return errorAt;
    }

    /** What the guest says went wrong; empty = nothing. */
    String error(int maxBytes) {
        return text(errorAt, maxBytes);
    }

    void free(long handle) {
        if (handle != 0 && handle == inputAt && isInputInside) {
            inputLength = 0;
        }
        arena.free(handle);
    }

    /** The length of a block that the guest hands over: 0 for handle 0; one that is none traps. */
    long length(long handle) {
        if (handle != 0 && !arena.isBlock(handle)) {
            throw noBlock(handle);
        }
        return arena.length(handle);
    }

    /** A copy of such a block. */
    byte[] copy(long handle) {
        long length = length(handle);
        return length == 0 ? NOTHING : arena.copy(handle, length);
    }

    /** The same, and lets it go. */
    byte[] take(long handle) {
        byte[] content = copy(handle);
        free(handle);
        return content;
    }

    /** The same as text, at most so many bytes of it. */
    String takeText(long handle, int maxBytes) {
        String text = text(handle, (int) Math.min(length(handle), maxBytes));
        free(handle);
        return text;
    }

    /** The text is made without a call site that would be linked here, perhaps at the end of the guest's stack. */
    private static Unwind.Fault noBlock(long handle) {
        return new Unwind.Fault("memory", "invalid handle offset: ".concat(Long.toString(handle)));
    }

    private String text(long handle, int maxBytes) {
        long length = arena.length(handle);
        if (length == 0) {
            return "";
        }
        int cut = (int) Math.min(length, maxBytes);
        while (cut < length && cut > 0 && (arena.load8(handle + cut) & 0xc0) == 0x80) {
            cut--;
        }
        return new String(arena.copy(handle, cut), UTF_8);
    }
}
