package io.mortise.wasm.internal.abi;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Cuts text between characters. */
public final class Texts {
    private Texts() {}

    /** The text as UTF-8, at most {@code max} bytes of it. */
    public static byte[] cut(String text, int max) {
        byte[] bytes = text.getBytes(UTF_8);
        return bytes.length <= max ? bytes : java.util.Arrays.copyOf(bytes, end(bytes, max));
    }

    /** The greatest number of bytes up to {@code max} that splits no character. */
    static int end(byte[] utf8, int max) {
        int end = max;
        while (end > 0 && (utf8[end] & 0xc0) == 0x80) {
            end--;
        }
        return end;
    }
}
