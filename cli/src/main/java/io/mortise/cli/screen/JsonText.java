package io.mortise.cli.screen;

import io.mortise.manager.internal.json.Json;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON for people: indented by two, short lists on one line. */
public final class JsonText {
    private static final int SHORT = 60;

    private JsonText() {}

    public static String compact(Object value) {
        return Json.text(value);
    }

    public static String indented(Object value) {
        StringBuilder out = new StringBuilder();
        append(out, value, "");
        return out.toString();
    }

    private static void append(StringBuilder out, @Nullable Object value, String indent) {
        String flat = value == null ? "null" : compact(value);
        if (value instanceof Map<?, ?> map && !map.isEmpty()) {
            map(out, map, indent);
        } else if (value instanceof List<?> list && flat.length() > SHORT) {
            list(out, list, indent);
        } else {
            out.append(flat);
        }
    }

    private static void list(StringBuilder out, List<?> list, String indent) {
        String separator = "[\n";
        for (Object each : list) {
            out.append(separator).append(indent).append("  ");
            append(out, each, indent + "  ");
            separator = ",\n";
        }
        out.append('\n').append(indent).append(']');
    }

    private static void map(StringBuilder out, Map<?, ?> map, String indent) {
        out.append('{');
        Iterator<? extends Map.Entry<?, ?>> entries = map.entrySet().iterator();
        while (entries.hasNext()) {
            Map.Entry<?, ?> entry = entries.next();
            out.append('\n').append(indent).append("  ");
            out.append(compact(String.valueOf(entry.getKey()))).append(": ");
            append(out, entry.getValue(), indent + "  ");
            out.append(entries.hasNext() ? "," : "");
        }
        out.append('\n').append(indent).append('}');
    }
}
