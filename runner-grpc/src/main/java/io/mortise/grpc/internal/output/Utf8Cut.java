package io.mortise.grpc.internal.output;

import java.nio.charset.StandardCharsets;

/** Bounds a text by its bytes in UTF-8, never in the middle of a character. */
public final class Utf8Cut {
    private Utf8Cut() {}

    /** The longest beginning of {@code text} with at most {@code maxBytes}. */
    public static String cut(String text, int maxBytes) {
        if (text.length() * 3L <= maxBytes) {
            return text; // no character takes more than three bytes for each of its UTF-16 units
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= maxBytes) {
            return text;
        }
        int end = maxBytes;
        while (end > 0 && (bytes[end] & 0xC0) == 0x80) {
            end--;
        }
        return new String(bytes, 0, end, StandardCharsets.UTF_8);
    }
}
