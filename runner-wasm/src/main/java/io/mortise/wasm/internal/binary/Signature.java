package io.mortise.wasm.internal.binary;

import static java.util.Objects.requireNonNull;

/**
 * A function's type, one letter a value: {@code i} i32, {@code l} i64, {@code f} f32, {@code d} f64, {@code v} v128,
 * {@code r} any reference.
 */
public record Signature(String params, String results) {
    public Signature {
        requireNonNull(params, "params");
        requireNonNull(results, "results");
    }

    static char letter(int valueType) {
        return switch (valueType) {
            case 0x7f -> 'i';
            case 0x7e -> 'l';
            case 0x7d -> 'f';
            case 0x7c -> 'd';
            case 0x7b -> 'v';
            default -> 'r';
        };
    }

    private static String words(String letters) {
        StringBuilder out = new StringBuilder("(");
        for (int i = 0; i < letters.length(); i++) {
            out.append(i == 0 ? "" : ", ").append(word(letters.charAt(i)));
        }
        return out.append(')').toString();
    }

    private static String word(char letter) {
        return switch (letter) {
            case 'i' -> "i32";
            case 'l' -> "i64";
            case 'f' -> "f32";
            case 'd' -> "f64";
            case 'v' -> "v128";
            default -> "ref";
        };
    }

    /** {@code (i32, i32) -> (i64)}. */
    @Override
    public String toString() {
        return words(params) + " -> " + words(results);
    }
}
