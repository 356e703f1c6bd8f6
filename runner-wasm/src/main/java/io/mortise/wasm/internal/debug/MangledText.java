package io.mortise.wasm.internal.debug;

/**
 * A mangled name being read. Manglings refer back to what stood before, so that a few bytes can mean very many:
 * steps, depth and output are bounded.
 */
final class MangledText {
    private static final int MAX_DEPTH = 60;
    private static final int MAX_STEPS = 5_000;

    /** Numbers that only tell things apart may be larger; nothing is counted that far. */
    private static final long MAX_NUMBER = Integer.MAX_VALUE / 2;

    private final String text;
    private int at;
    private int depth;
    private int steps;

    MangledText(String text) {
        this.text = text;
    }

    int at() {
        return at;
    }

    void jump(int to) {
        at = to;
    }

    boolean hasMore() {
        return at < text.length();
    }

    /** 0 at the end. */
    char peek() {
        return hasMore() ? text.charAt(at) : '\0';
    }

    char next() {
        if (!hasMore() || ++steps > MAX_STEPS) {
            throw new Unreadable("an end of the name");
        }
        return text.charAt(at++);
    }

    boolean take(String prefix) {
        if (!text.startsWith(prefix, at)) {
            return false;
        }
        if (++steps > MAX_STEPS) {
            throw new Unreadable("a name of too many parts");
        }
        at += prefix.length();
        return true;
    }

    void expect(char wanted) {
        if (next() != wanted) {
            throw new Unreadable("no " + wanted);
        }
    }

    String take(int length) {
        if (length < 0 || length > text.length() - at) {
            throw new Unreadable("an end of the name");
        }
        at += length;
        return text.substring(at - length, at);
    }

    int decimal() {
        int value = 0;
        if (!Character.isDigit(peek())) {
            throw new Unreadable("no number");
        }
        while (Character.isDigit(peek())) {
            value = value * 10 + (next() - '0');
            if (value > Demangled.MAX_INPUT) {
                throw new Unreadable("a length of " + value);
            }
        }
        return value;
    }

    /** {@code _} = 0, {@code 0_} = 1, …: digits of {@code base} with an underscore behind. */
    int underscored(int base) {
        if (take("_")) {
            return 0;
        }
        long value = 0;
        for (char c = next(); c != '_'; c = next()) {
            int digit = base == 62 ? digit62(c) : Character.digit(c, base);
            if (digit < 0) {
                throw new Unreadable("no number");
            }
            value = Math.min(MAX_NUMBER, value * base + digit);
        }
        return (int) value + 1;
    }

    private static int digit62(char c) {
        if (Character.isUpperCase(c)) {
            return c - 'A' + 36;
        }
        return Character.digit(c, 36);
    }

    void down() {
        if (++depth > MAX_DEPTH) {
            throw new Unreadable("a name too deep");
        }
    }

    void up() {
        depth--;
    }
}
