package io.mortise.manager.internal.json;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The types of JSON in words. */
final class Types {
    private Types() {}

    static String of(JsonNode value) {
        return word(name(value));
    }

    static String words(Collection<String> types) {
        List<String> all = types.stream().map(Types::word).distinct().toList();
        int last = all.size() - 1;
        return last < 1 ? String.join("", all) : String.join(", ", all.subList(0, last)) + " or " + all.get(last);
    }

    static String name(JsonNode value) {
        if (value.isNumber()) {
            return value.isIntegralNumber() ? "integer" : "number";
        }
        if (value.isString()) {
            return "string";
        }
        if (value.isBoolean()) {
            return "boolean";
        }
        if (value.isArray()) {
            return "array";
        }
        return value.isObject() ? "object" : "null";
    }

    /** Of a Java value; false when that is not certain, as for a whole number written with a point. */
    static boolean isOf(@Nullable Object value, String type) {
        return switch (type) {
            case "string" -> value instanceof String;
            case "integer" -> value instanceof Integer || value instanceof Long;
            case "number" -> value instanceof Integer || value instanceof Long || isFinite(value);
            case "boolean" -> value instanceof Boolean;
            case "array" -> value instanceof List<?>;
            case "object" -> value instanceof Map<?, ?>;
            case "null" -> value == null;
            default -> false;
        };
    }

    private static boolean isFinite(@Nullable Object value) {
        return value instanceof Double number && Double.isFinite(number);
    }

    private static String word(String type) {
        return switch (type) {
            case "integer" -> "a whole number";
            case "number" -> "a number";
            case "string" -> "text";
            case "boolean" -> "true or false";
            case "array" -> "a list";
            case "object" -> "a map";
            case "null" -> "empty";
            default -> type;
        };
    }
}
