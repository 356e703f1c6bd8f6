package io.mortise.wasm.internal.abi;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The little JSON that crosses the boundary: an object, array, text, number, truth or null. Numbers keep their spelling,
 * so that what only passes through comes out as it went in.
 */
public sealed interface Json {
    /** Members in their order. */
    record Obj(Map<String, Json> members) implements Json {
        public Optional<Json> get(String name) {
            return Optional.ofNullable(members.get(name)).filter(value -> !value.equals(Word.NULL));
        }
    }

    record Arr(List<Json> items) implements Json {}

    record Text(String value) implements Json {}

    record Num(String spelling) implements Json {}

    /** {@code true}, {@code false}, {@code null}. */
    record Word(String spelling) implements Json {
        public static final Word TRUE = new Word("true");
        public static final Word NULL = new Word("null");
    }

    /**
     * Reads one strict document.
     *
     * @throws JsonReader.NotJson with the place
     */
    static Json parse(String text) {
        return new JsonReader(text).document();
    }

    /** As text, without spaces. */
    default String write() {
        StringBuilder out = new StringBuilder();
        writeTo(out);
        return out.toString();
    }

    default byte[] bytes() {
        return write().getBytes(UTF_8);
    }

    private void writeTo(StringBuilder out) {
        if (this instanceof Obj object) {
            out.append('{');
            object.members().forEach((name, value) -> {
                separate(out, '{');
                quote(out, name);
                out.append(':');
                value.writeTo(out);
            });
            out.append('}');
        } else if (this instanceof Arr array) {
            out.append('[');
            for (Json item : array.items()) {
                separate(out, '[');
                item.writeTo(out);
            }
            out.append(']');
        } else if (this instanceof Text text) {
            quote(out, text.value());
        } else {
            out.append(this instanceof Num number ? number.spelling() : ((Word) this).spelling());
        }
    }

    private static void separate(StringBuilder out, char opening) {
        if (out.charAt(out.length() - 1) != opening) {
            out.append(',');
        }
    }

    /** Appends a text in quotes, escaped. */
    static void quote(StringBuilder out, String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < ' ') {
                        out.append(String.format("\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }
}
