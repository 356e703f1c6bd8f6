package io.mortise.manager.internal.json;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Says of a schema that it surely is one and within the caps, or nothing: made of the usual keywords, each with a value of the
 * right shape, without references. The validator then need not look at it before the first value that needs it.
 */
final class SoundSchema {
    /** Far inside {@link SchemaCaps}, which count more exactly. */
    private static final int MAX_CHARACTERS = 16_000;

    private static final int MAX_SUBSCHEMAS = 300;
    private static final Set<String> TYPES =
            Set.of("string", "integer", "number", "boolean", "array", "object", "null");

    private int subschemas;

    private SoundSchema() {}

    static boolean isSound(String schemaJson) {
        return schemaJson.length() <= MAX_CHARACTERS
                && Json.plain(schemaJson).filter(new SoundSchema()::schema).isPresent();
    }

    private boolean schema(@Nullable Object schema) {
        if (!(schema instanceof Map<?, ?> keywords)) {
            return schema instanceof Boolean;
        }
        return ++subschemas <= MAX_SUBSCHEMAS
                && keywords.entrySet().stream()
                        .allMatch(each -> keyword(String.valueOf(each.getKey()), each.getValue()));
    }

    private boolean keyword(String name, @Nullable Object value) {
        return switch (name) {
            case "title", "description", "$comment" -> value instanceof String;
            case "default", "const" -> true;
            case "type" -> value instanceof String && TYPES.contains(value);
            case "enum", "examples" -> value instanceof List<?>;
            case "minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties" ->
                value instanceof Integer count && count >= 0;
            case "minimum", "maximum" -> value instanceof Integer;
            case "uniqueItems" -> value instanceof Boolean;
            case "pattern" -> value instanceof String pattern && isPattern(pattern);
            case "required" -> value instanceof List<?> names && areNames(names);
            case "properties" -> value instanceof Map<?, ?> named && schemas(named.values());
            case "anyOf" -> value instanceof List<?> branches && !branches.isEmpty() && schemas(branches);
            case "items", "additionalProperties", "propertyNames" -> schema(value);
            default -> false;
        };
    }

    private boolean schemas(Collection<?> all) {
        return all.stream().allMatch(this::schema);
    }

    private static boolean areNames(List<?> names) {
        return names.stream().allMatch(String.class::isInstance) && new HashSet<>(names).size() == names.size();
    }

    private static boolean isPattern(String pattern) {
        try {
            return new LinearPatterns().getRegularExpression(pattern) != null;
        } catch (BadSchema e) {
            return false;
        }
    }
}
