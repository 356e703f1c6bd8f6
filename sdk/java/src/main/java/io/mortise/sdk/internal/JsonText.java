package io.mortise.sdk.internal;

import java.util.Map;
import java.util.stream.Collectors;

/** Writes small JSON objects without loading a JSON library: log lines and the list of functions, at every start. */
public final class JsonText {
    private JsonText() {}

    /** A string, quoted. */
    public static String string(String text) {
        var out = new StringBuilder(text.length() + 16).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < 0x20 || Character.isSurrogate(c)) {
                        // escaped, a lone surrogate is still valid JSON and valid UTF-8
                        out.append("\\u").append(hex(c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        return out.append('"').toString();
    }

    /** An object whose values are JSON already. */
    public static String object(Map<String, String> members) {
        return members.entrySet().stream()
                .map(member -> string(member.getKey()) + ":" + member.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String hex(char c) {
        return String.format("%04x", (int) c);
    }
}
