package io.mortise.manager.internal.json;

import com.networknt.schema.regex.RegularExpression;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Says of a value that it is surely valid, or nothing. Most values are, most schemas are made of a dozen keywords, and the
 * validator that knows all of them takes longer to load than a small plugin to start: it is asked for the rest, and for every
 * word about what is wrong. Any thread.
 */
final class PlainSchema {
    private static final int MAX_DEPTH = 100;
    private static final Pattern DEFINITION = Pattern.compile("#/\\$defs/[A-Za-z0-9_-]+");

    private final Map<?, ?> root;
    private final Map<String, RegularExpression> patterns = new ConcurrentHashMap<>();

    private PlainSchema(Map<?, ?> root) {
        this.root = root;
    }

    /** Of a schema that the validator takes; whatever is in it that is not known here leaves all to that. */
    static PlainSchema of(String schemaJson) {
        return new PlainSchema(PlainJson.read(schemaJson)
                .map(PlainJson.Document::value)
                .filter(Map.class::isInstance)
                .<Map<?, ?>>map(Map.class::cast)
                .orElse(Map.of("not", true)));
    }

    /** Java values: Map, List, String, Integer, Long, Double, Boolean, null; others are never sure. */
    boolean accepts(@Nullable Object value) {
        return accepts(root, value, 0);
    }

    private boolean accepts(@Nullable Object schema, @Nullable Object value, int depth) {
        if (!(schema instanceof Map<?, ?> keywords)) {
            return Boolean.TRUE.equals(schema);
        }
        if (depth > MAX_DEPTH) {
            return false;
        }
        for (Map.Entry<?, ?> each : keywords.entrySet()) {
            if (!keyword(String.valueOf(each.getKey()), each.getValue(), keywords, value, depth + 1)) {
                return false;
            }
        }
        return true;
    }

    private boolean keyword(String name, @Nullable Object wanted, Map<?, ?> schema, @Nullable Object value, int depth) {
        return switch (name) {
            case "$schema", "$id", "$defs", "$comment", "title", "description", "default", "examples" -> true;
            case "type" -> wanted instanceof String type && Types.isOf(value, type);
            case "enum" -> wanted instanceof List<?> all && value instanceof String && all.contains(value);
            case "const" -> equal(wanted, value);
            case "anyOf" ->
                wanted instanceof List<?> all && all.stream().anyMatch(branch -> accepts(branch, value, depth));
            case "$ref" ->
                target(wanted).filter(found -> accepts(found, value, depth)).isPresent();
            case "minLength", "maxLength", "pattern" -> !(value instanceof String text) || text(name, wanted, text);
            case "minimum", "maximum" -> number(name.equals("minimum"), wanted, value);
            case "minItems", "maxItems", "uniqueItems", "items" ->
                !(value instanceof List<?> list) || list(name, wanted, list, depth);
            case "required",
                    "minProperties",
                    "maxProperties",
                    "propertyNames",
                    "properties",
                    "patternProperties",
                    "additionalProperties" ->
                !(value instanceof Map<?, ?> map) || object(name, wanted, schema, map, depth);
            default -> name.startsWith("x-");
        };
    }

    private static boolean equal(@Nullable Object wanted, @Nullable Object value) {
        return wanted instanceof Integer number
                ? whole(value).filter(given -> given == number.longValue()).isPresent()
                : (wanted instanceof String || wanted instanceof Boolean) && wanted.equals(value);
    }

    private static Optional<Long> whole(@Nullable Object value) {
        return value instanceof Integer || value instanceof Long
                ? Optional.of(((Number) value).longValue())
                : Optional.empty();
    }

    private Optional<Object> target(@Nullable Object reference) {
        return reference instanceof String text
                        && DEFINITION.matcher(text).matches()
                        && root.get("$defs") instanceof Map<?, ?> all
                ? Optional.ofNullable(all.get(text.substring("#/$defs/".length())))
                : Optional.empty();
    }

    private boolean text(String name, @Nullable Object wanted, String text) {
        return switch (name) {
            case "pattern" -> wanted instanceof String pattern && matches(pattern, text);
            case "minLength" -> wanted instanceof Integer least && text.codePointCount(0, text.length()) >= least;
            default -> wanted instanceof Integer most && text.codePointCount(0, text.length()) <= most;
        };
    }

    private boolean matches(String pattern, String text) {
        return patterns.computeIfAbsent(pattern, new LinearPatterns()::getRegularExpression)
                .matches(text);
    }

    private static boolean number(boolean isMinimum, @Nullable Object wanted, @Nullable Object value) {
        return !(value instanceof Number)
                || (wanted instanceof Integer bound
                        && whole(value)
                                .filter(given -> isMinimum ? given >= bound : given <= bound)
                                .isPresent());
    }

    private boolean list(String name, @Nullable Object wanted, List<?> list, int depth) {
        return switch (name) {
            case "minItems" -> wanted instanceof Integer least && list.size() >= least;
            case "maxItems" -> wanted instanceof Integer most && list.size() <= most;
            case "uniqueItems" ->
                Boolean.FALSE.equals(wanted)
                        || (list.stream().allMatch(String.class::isInstance)
                                && new HashSet<>(list).size() == list.size());
            default -> list.stream().allMatch(item -> accepts(wanted, item, depth));
        };
    }

    private boolean object(String name, @Nullable Object wanted, Map<?, ?> schema, Map<?, ?> map, int depth) {
        return switch (name) {
            case "required" -> wanted instanceof List<?> all && map.keySet().containsAll(all);
            case "minProperties" -> wanted instanceof Integer least && map.size() >= least;
            case "maxProperties" -> wanted instanceof Integer most && map.size() <= most;
            case "propertyNames" -> map.keySet().stream().allMatch(key -> accepts(wanted, key, depth));
            case "properties" -> wanted instanceof Map<?, ?> known && properties(known, map, depth);
            case "patternProperties" -> wanted instanceof Map<?, ?> known && patternProperties(known, map, depth);
            default -> additional(wanted, schema, map, depth);
        };
    }

    private boolean properties(Map<?, ?> known, Map<?, ?> map, int depth) {
        return map.entrySet().stream()
                .allMatch(each ->
                        !known.containsKey(each.getKey()) || accepts(known.get(each.getKey()), each.getValue(), depth));
    }

    private boolean patternProperties(Map<?, ?> known, Map<?, ?> map, int depth) {
        return known.entrySet().stream().allMatch(rule -> map.entrySet().stream()
                .allMatch(each -> !matches(String.valueOf(rule.getKey()), String.valueOf(each.getKey()))
                        || accepts(rule.getValue(), each.getValue(), depth)));
    }

    /** What neither {@code properties} nor {@code patternProperties} beside it speak of. */
    private boolean additional(@Nullable Object wanted, Map<?, ?> schema, Map<?, ?> map, int depth) {
        Set<?> known = schema.get("properties") instanceof Map<?, ?> named ? named.keySet() : Set.of();
        Set<?> rules = schema.get("patternProperties") instanceof Map<?, ?> ruled ? ruled.keySet() : Set.of();
        return map.entrySet().stream()
                .filter(each -> !known.contains(each.getKey()))
                .filter(each ->
                        rules.stream().noneMatch(rule -> matches(String.valueOf(rule), String.valueOf(each.getKey()))))
                .allMatch(each -> accepts(wanted, each.getValue(), depth));
    }
}
