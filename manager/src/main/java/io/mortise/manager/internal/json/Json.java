package io.mortise.manager.internal.json;

import java.util.Optional;

/** JSON bytes to values and back: records, maps, lists, text, numbers, booleans. Strict, bounded, deterministic. */
public final class Json {
    private Json() {}

    /** UTF-8, no blanks; a record's components in their order, a map's keys in the map's order. */
    public static byte[] write(Object value) {
        throw new UnsupportedOperationException(value.toString());
    }

    /**
     * Strict: the whole text, no duplicate keys, no unknown properties, at most 64 levels and 8 MiB.
     *
     * @throws BadJson when it is not
     */
    public static <T> T read(byte[] json, Class<T> type) {
        throw new UnsupportedOperationException(json.length + type.getName());
    }

    /**
     * The value at a JSON pointer as Java value (String, Long, Double, Boolean, List, Map); empty when there is none or
     * it is null.
     *
     * @throws BadJson when the text is no JSON
     */
    public static Optional<Object> at(byte[] json, String pointer) {
        throw new UnsupportedOperationException(json.length + pointer);
    }
}
