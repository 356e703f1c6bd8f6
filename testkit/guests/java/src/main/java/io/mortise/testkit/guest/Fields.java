package io.mortise.testkit.guest;

import io.mortise.sdk.CallRejected;
import io.mortise.sdk.Code;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** An input cut into the fields its shape names: the last is the rest, every other ends at the first space. */
final class Fields {
    private static final Set<String> NUMBERS =
            Set.of("CODE", "MIB", "DEPTH", "BYTES", "CHUNKS", "LEVEL", "COUNT", "TTL_MS", "LIMIT", "VERSION");

    private final String shape;
    private final Map<String, byte[]> values = new LinkedHashMap<>();

    private Fields(String shape) {
        this.shape = shape;
    }

    /** @param shape the column "input" of the table, such as {@code KEY TTL_MS VALUE} */
    static Fields parse(String shape, byte[] input) {
        var fields = new Fields(shape);
        String[] names = shape.split(" ", -1);
        int from = 0;
        for (int i = 0; i < names.length - 1; i++) {
            int space = from;
            while (space < input.length && input[space] != ' ') {
                space++;
            }
            boolean lastMayBeMissing = i == names.length - 2;
            if (space == from || (space == input.length && !lastMayBeMissing)) {
                throw fields.refusal();
            }
            fields.put(names[i], Arrays.copyOfRange(input, from, space));
            from = Math.min(space + 1, input.length);
        }
        fields.put(names[names.length - 1], Arrays.copyOfRange(input, from, input.length));
        return fields;
    }

    byte[] bytes(String name) {
        return values.getOrDefault(name, new byte[0]);
    }

    String text(String name) {
        return new String(bytes(name), StandardCharsets.UTF_8);
    }

    long number(String name) {
        return Long.parseLong(text(name));
    }

    int small(String name) {
        return (int) Math.min(Integer.MAX_VALUE, number(name));
    }

    private void put(String name, byte[] value) {
        if (NUMBERS.contains(name) && !new String(value, StandardCharsets.ISO_8859_1).matches("[0-9]{1,18}")) {
            throw refusal();
        }
        values.put(name, value);
    }

    private CallRejected refusal() {
        return new CallRejected(Code.INVALID_ARGUMENT, "wants " + shape);
    }
}
