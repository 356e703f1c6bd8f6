package io.mortise.grpc.internal.output;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reads one JSON object a level deep: its members as the JSON text they were written as.
 *
 * <p>Strict RFC 8259 with a bounded depth; enough for hclog lines and a plugin's description without a JSON library.
 */
public final class Json {
    private static final int MAX_DEPTH = 32;

    private final String text;
    private int at;

    private Json(String text) {
        this.text = text;
    }

    /** The members in order, the last of equal names winning; empty when {@code text} is no JSON object. */
    public static Optional<Map<String, String>> members(String text) {
        try {
            var json = new Json(text);
            Map<String, String> members = new LinkedHashMap<>();
            json.object(members, 0);
            json.blanks();
            return json.at == text.length() ? Optional.of(members) : Optional.empty();
        } catch (Malformed e) {
            return Optional.empty();
        }
    }

    /** The text a JSON string stands for; empty when {@code json} is another value. */
    public static Optional<String> string(String json) {
        try {
            var reader = new Json(json);
            String value = reader.string();
            return reader.at == json.length() ? Optional.of(value) : Optional.empty();
        } catch (Malformed e) {
            return Optional.empty();
        }
    }

    /** Text as a JSON string. */
    public static String quoted(String text) {
        var out = new StringBuilder(text.length() + 2);
        JsonString.append(out, text);
        return out.toString();
    }

    /** The object with these members. */
    public static String object(Map<String, String> members) {
        var out = new StringBuilder("{");
        members.forEach((name, value) -> {
            out.append(out.length() > 1 ? "," : "");
            JsonString.append(out, name);
            out.append(':').append(value);
        });
        return out.append('}').toString();
    }

    private void object(Map<String, String> members, int depth) {
        expect('{');
        blanks();
        if (take('}')) {
            return;
        }
        do {
            blanks();
            String name = string();
            blanks();
            expect(':');
            blanks();
            int from = at;
            value(depth + 1);
            members.put(name, text.substring(from, at));
            blanks();
        } while (take(','));
        expect('}');
    }

    private void array(int depth) {
        expect('[');
        blanks();
        if (take(']')) {
            return;
        }
        do {
            blanks();
            value(depth + 1);
            blanks();
        } while (take(','));
        expect(']');
    }

    private void value(int depth) {
        if (depth > MAX_DEPTH || at >= text.length()) {
            throw new Malformed();
        }
        switch (text.charAt(at)) {
            case '{' -> object(new LinkedHashMap<>(), depth);
            case '[' -> array(depth);
            case '"' -> string();
            case 't' -> word("true");
            case 'f' -> word("false");
            case 'n' -> word("null");
            default -> number();
        }
    }

    private String string() {
        int end = JsonString.end(text, at);
        if (end < 0) {
            throw new Malformed();
        }
        Optional<String> value = JsonString.decode(text, at, end);
        at = end;
        return value.orElseThrow(Malformed::new);
    }

    private void number() {
        take('-');
        if (!take('0')) {
            digits();
        }
        if (take('.')) {
            digits();
        }
        if (take('e') || take('E')) {
            if (!take('+')) {
                take('-');
            }
            digits();
        }
    }

    private void digits() {
        int from = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        if (at == from) {
            throw new Malformed();
        }
    }

    private void word(String word) {
        if (!text.startsWith(word, at)) {
            throw new Malformed();
        }
        at += word.length();
    }

    private void blanks() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private boolean take(char wanted) {
        if (at < text.length() && text.charAt(at) == wanted) {
            at++;
            return true;
        }
        return false;
    }

    private void expect(char wanted) {
        if (!take(wanted)) {
            throw new Malformed();
        }
    }

    private static final class Malformed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Malformed() {
            super("not JSON", null, false, false); // a guest may cause millions
        }
    }
}
