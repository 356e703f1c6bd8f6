package io.mortise.manager.internal.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the JSON that nearly everybody writes, and nothing else: what it is not sure of, faults above all, it leaves to
 * Jackson, whose data binding takes longer to load than a small plugin to start. Answers the same Java values as that.
 */
final class PlainJson {
    private static final int MAX_DEPTH = 64;

    /** Up to here every decimal is the same number to everybody. */
    private static final int MAX_DIGITS = 15;

    private final String text;
    private int at;

    private PlainJson(String text) {
        this.text = text;
    }

    /** The document is none, or one that Jackson has to judge. */
    private static final class Unsure extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unsure() {
            super("unsure", null, false, false);
        }
    }

    /** A document that is read; {@code value} is null for the JSON null. */
    record Document(@Nullable Object value) {}

    static Optional<Document> read(byte[] json) {
        return read(new String(json, UTF_8));
    }

    static Optional<Document> read(String json) {
        PlainJson reader = new PlainJson(json);
        try {
            Object value = reader.value(0);
            reader.skipSpace();
            return reader.at == json.length() ? Optional.of(new Document(value)) : Optional.empty();
        } catch (Unsure e) {
            return Optional.empty();
        }
    }

    private @Nullable Object value(int depth) {
        skipSpace();
        if (depth > MAX_DEPTH) {
            throw new Unsure();
        }
        return switch (peek()) {
            case '{' -> object(depth);
            case '[' -> list(depth);
            case '"' -> string();
            case 't' -> word("true", true);
            case 'f' -> word("false", false);
            case 'n' -> word("null", null);
            default -> number();
        };
    }

    private Map<String, @Nullable Object> object(int depth) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        at++;
        skipSpace();
        if (take('}')) {
            return members;
        }
        do {
            skipSpace();
            String name = string();
            skipSpace();
            expect(':');
            if (members.containsKey(name)) {
                throw new Unsure();
            }
            members.put(name, value(depth + 1));
            skipSpace();
        } while (take(','));
        expect('}');
        return members;
    }

    private List<@Nullable Object> list(int depth) {
        List<@Nullable Object> items = new ArrayList<>();
        at++;
        skipSpace();
        if (take(']')) {
            return items;
        }
        do {
            items.add(value(depth + 1));
            skipSpace();
        } while (take(','));
        expect(']');
        return items;
    }

    private String string() {
        expect('"');
        int from = at;
        while (peek() != '"' && peek() != '\\') {
            requirePlain(text.charAt(at++));
        }
        if (text.charAt(at) == '"') {
            return text.substring(from, at++);
        }
        StringBuilder out = new StringBuilder().append(text, from, at);
        for (char c = next(); c != '"'; c = next()) {
            requirePlain(c);
            out.append(c == '\\' ? escaped() : c);
        }
        return out.toString();
    }

    /** Malformed UTF-8 was decoded to U+FFFD. */
    private static void requirePlain(char c) {
        if (c < ' ' || c == '\ufffd') {
            throw new Unsure();
        }
    }

    private char escaped() {
        char c = next();
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> hexadecimal();
            default -> throw new Unsure();
        };
    }

    private char hexadecimal() {
        int code = 0;
        for (int i = 0; i < 4; i++) {
            char c = next();
            int digit = c < 0x80 ? Character.digit(c, 16) : -1;
            if (digit < 0) {
                throw new Unsure();
            }
            code = code << 4 | digit;
        }
        if (Character.isSurrogate((char) code)) {
            throw new Unsure();
        }
        return (char) code;
    }

    private @Nullable Object word(String spelling, @Nullable Object value) {
        if (!text.startsWith(spelling, at)) {
            throw new Unsure();
        }
        at += spelling.length();
        return value;
    }

    private Object number() {
        int from = at;
        take('-');
        int whole = at;
        int digits = digits();
        boolean leadsWithZero = digits > 1 && text.charAt(whole) == '0';
        boolean isWhole = !take('.');
        digits += isWhole ? 0 : digits();
        String number = text.substring(from, at);
        // What has an exponent ends at it, and so where no value may end.
        if (digits > MAX_DIGITS || leadsWithZero || number.equals("-0")) {
            throw new Unsure();
        }
        return isWhole ? whole(Long.parseLong(number)) : (Object) Double.valueOf(number);
    }

    private static Object whole(long value) {
        return value == (int) value ? (Object) (int) value : (Object) value;
    }

    private int digits() {
        int from = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        if (at == from) {
            throw new Unsure();
        }
        return at - from;
    }

    private void skipSpace() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private char peek() {
        if (at >= text.length()) {
            throw new Unsure();
        }
        return text.charAt(at);
    }

    private char next() {
        char c = peek();
        at++;
        return c;
    }

    private boolean take(char c) {
        if (at < text.length() && text.charAt(at) == c) {
            at++;
            return true;
        }
        return false;
    }

    private void expect(char c) {
        if (!take(c)) {
            throw new Unsure();
        }
    }
}
