package io.mortise.grpc.internal.output;

import java.util.Optional;

/** JSON strings, both ways. */
final class JsonString {
    private static final int UNICODE_DIGITS = 4;

    private JsonString() {}

    /** Where the string that begins at {@code from} ends, after its closing quote; −1 when there is none. */
    static int end(String text, int from) {
        if (from >= text.length() || text.charAt(from) != '"') {
            return -1;
        }
        for (int i = from + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                return i + 1;
            }
            if (c == '\\') {
                i++;
            }
        }
        return -1;
    }

    static Optional<String> decode(String text, int from, int end) {
        var out = new StringBuilder(end - from);
        for (int i = from + 1; i < end - 1; i++) {
            char c = text.charAt(i);
            if (c < ' ') {
                return Optional.empty();
            }
            if (c != '\\') {
                out.append(c);
                continue;
            }
            char escape = text.charAt(++i);
            if (escape == 'u') {
                int code = hex(text, i + 1, end - 1);
                if (code < 0) {
                    return Optional.empty();
                }
                out.append((char) code);
                i += UNICODE_DIGITS;
            } else {
                int plain = "\"\\/bfnrt".indexOf(escape);
                if (plain < 0) {
                    return Optional.empty();
                }
                out.append("\"\\/\b\f\n\r\t".charAt(plain));
            }
        }
        return Optional.of(out.toString());
    }

    private static int hex(String text, int from, int end) {
        if (from + UNICODE_DIGITS > end) {
            return -1;
        }
        int code = 0;
        for (int i = from; i < from + UNICODE_DIGITS; i++) {
            int digit = Character.digit(text.charAt(i), 16);
            if (digit < 0) {
                return -1;
            }
            code = code << 4 | digit;
        }
        return code;
    }

    static void append(StringBuilder out, String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ') {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }
}
