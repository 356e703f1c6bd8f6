package io.mortise.manager.internal.json;

import java.util.Collection;
import java.util.List;
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
