package io.mortise.api.error;

import java.util.Locale;

/** Makes text from outside safe to print: one line, no control or bidirectional characters, bounded. */
public final class ForeignText {
    /** The most characters of foreign text in one message. */
    public static final int MAX = 200;

    private ForeignText() {}

    /** In double quotes, at most 200 characters. */
    public static String quote(String text) {
        return '"' + clean(text, MAX) + '"';
    }

    /** Without quotes, at most {@code max} characters; what was cut ends in an ellipsis. */
    public static String clean(String text, int max) {
        StringBuilder out = new StringBuilder(Math.min(text.length(), max) + 8);
        int seen = 0;
        for (int i = 0; i < text.length(); ) {
            if (seen++ == max) {
                return out.append('…').toString();
            }
            int point = text.codePointAt(i);
            append(out, point);
            i += Character.charCount(point);
        }
        return out.toString();
    }

    /**
     * The line of a record that says what happened: a Python traceback ends with it, a Rust panic says it in the second
     * line, every other panic begins with it. Text of one line is its own headline.
     */
    public static String headline(String record) {
        String[] lines = record.strip().split("\n", -1);
        if (lines.length == 1) {
            return lines[0];
        }
        if (lines[0].startsWith("Traceback ")) {
            return lines[lines.length - 1];
        }
        return lines[0].startsWith("thread '") ? lines[0] + ' ' + lines[1].strip() : lines[0];
    }

    private static void append(StringBuilder out, int point) {
        switch (point) {
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            case '"' -> out.append("\\\"");
            default -> {
                if (isUnsafe(point)) {
                    out.append(String.format(Locale.ROOT, "\\u%04x", point));
                } else {
                    out.appendCodePoint(point);
                }
            }
        }
    }

    private static boolean isUnsafe(int point) {
        int type = Character.getType(point);
        return type == Character.CONTROL
                || type == Character.FORMAT
                || type == Character.SURROGATE
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR;
    }
}
