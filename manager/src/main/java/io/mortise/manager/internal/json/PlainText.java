package io.mortise.manager.internal.json;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes maps, lists, text, whole numbers and booleans as Jackson writes them; everything else is left to Jackson. */
final class PlainText {
    private static final int MAX_DEPTH = 64;
    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    private final StringBuilder out = new StringBuilder();

    private PlainText() {}

    /** Empty when something is in it that only Jackson knows. */
    static Optional<String> of(@Nullable Object value) {
        PlainText text = new PlainText();
        return text.add(value, 0) ? Optional.of(text.out.toString()) : Optional.empty();
    }

    private boolean add(@Nullable Object value, int depth) {
        if (value instanceof String string) {
            return string(string);
        }
        if (value == null || value instanceof Boolean || value instanceof Integer || value instanceof Long) {
            out.append(value);
            return true;
        }
        if (value instanceof Map<?, ?> map) {
            return depth < MAX_DEPTH && object(map, depth + 1);
        }
        return value instanceof List<?> list && depth < MAX_DEPTH && list(list, depth + 1);
    }

    private boolean object(Map<?, ?> map, int depth) {
        out.append('{');
        Iterator<? extends Map.Entry<?, ?>> entries = map.entrySet().iterator();
        while (entries.hasNext()) {
            Map.Entry<?, ?> entry = entries.next();
            if (!(entry.getKey() instanceof String name) || !string(name)) {
                return false;
            }
            out.append(':');
            if (!add(entry.getValue(), depth)) {
                return false;
            }
            out.append(entries.hasNext() ? "," : "");
        }
        out.append('}');
        return true;
    }

    private boolean list(List<?> list, int depth) {
        out.append('[');
        Iterator<?> items = list.iterator();
        while (items.hasNext()) {
            if (!add(items.next(), depth)) {
                return false;
            }
            out.append(items.hasNext() ? "," : "");
        }
        out.append(']');
        return true;
    }

    private boolean string(String string) {
        out.append('"');
        for (int i = 0; i < string.length(); i++) {
            char c = string.charAt(i);
            if (Character.isSurrogate(c)) {
                return false;
            }
            character(c);
        }
        out.append('"');
        return true;
    }

    private void character(char c) {
        switch (c) {
            case '"', '\\' -> out.append('\\').append(c);
            case '\b' -> out.append("\\b");
            case '\f' -> out.append("\\f");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            default -> {
                if (c < ' ') {
                    out.append("\\u00").append(HEX[c >> 4]).append(HEX[c & 15]);
                } else {
                    out.append(c);
                }
            }
        }
    }
}
