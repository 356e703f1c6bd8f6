package io.mortise.manager.internal.json;

import static java.util.Objects.requireNonNull;

/**
 * One violation of a schema.
 *
 * @param pointer JSON pointer of the value, of the unknown key, or of the object that lacks one
 * @param aboutKey true when the key is wrong, not its value
 * @param text in our words: {@code 0 is not in 1..256}
 */
public record SchemaProblem(String pointer, boolean aboutKey, String text) {
    public SchemaProblem {
        requireNonNull(pointer, "pointer");
        requireNonNull(text, "text");
    }
}
