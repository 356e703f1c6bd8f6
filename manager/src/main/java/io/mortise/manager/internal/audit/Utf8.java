package io.mortise.manager.internal.audit;

/** Sizes of text as the bytes it will be, without making them. */
public final class Utf8 {
    private Utf8() {}

    /** Bytes of the UTF-8 form; a lone surrogate counts as the one byte of the question mark it becomes. */
    public static int length(String text) {
        int bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            int size = sizeAt(text, i);
            bytes += size;
            i += size == 4 ? 1 : 0;
        }
        return bytes;
    }

    /** The longest beginning that fits, ending between characters. */
    public static String cut(String text, int maxBytes) {
        if (text.length() <= maxBytes / 3) {
            return text;
        }
        int bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            int size = sizeAt(text, i);
            if (bytes + size > maxBytes) {
                return text.substring(0, i);
            }
            bytes += size;
            i += size == 4 ? 1 : 0;
        }
        return text;
    }

    private static int sizeAt(String text, int i) {
        char c = text.charAt(i);
        if (c < 0x80) {
            return 1;
        }
        if (c < 0x800) {
            return 2;
        }
        if (!Character.isSurrogate(c)) {
            return 3;
        }
        boolean pair =
                Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1));
        return pair ? 4 : 1;
    }
}
