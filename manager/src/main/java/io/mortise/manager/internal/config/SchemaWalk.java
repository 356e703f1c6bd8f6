package io.mortise.manager.internal.config;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the subschemas that speak about a part of a value: through {@code properties}, {@code items}, {@code $ref} and
 * {@code allOf}. Branches ({@code anyOf}, {@code oneOf}, {@code if}) are not followed: which of them holds is known
 * only after the value is complete. The schema was compiled, so its references end.
 */
record SchemaWalk(Map<String, Object> root, List<Map<?, ?>> here) {
    static SchemaWalk of(Map<String, Object> schema) {
        return new SchemaWalk(schema, expanded(schema, List.of(schema)));
    }

    SchemaWalk property(String name) {
        List<Map<?, ?>> below = new ArrayList<>();
        for (Map<?, ?> schema : here) {
            if (schema.get("properties") instanceof Map<?, ?> properties
                    && properties.get(name) instanceof Map<?, ?> one) {
                below.add(one);
            } else if (schema.get("additionalProperties") instanceof Map<?, ?> other) {
                below.add(other);
            }
        }
        return new SchemaWalk(root, expanded(root, below));
    }

    SchemaWalk items() {
        List<Map<?, ?>> below = new ArrayList<>();
        for (Map<?, ?> schema : here) {
            if (schema.get("items") instanceof Map<?, ?> one) {
                below.add(one);
            }
        }
        return new SchemaWalk(root, expanded(root, below));
    }

    /** Names under {@code properties}, in their order. */
    List<String> names() {
        return here.stream()
                .filter(schema -> schema.get("properties") instanceof Map<?, ?>)
                .flatMap(schema -> ((Map<?, ?>) schema.get("properties")).keySet().stream())
                .map(String.class::cast)
                .distinct()
                .toList();
    }

    boolean declares(String property) {
        return names().contains(property);
    }

    boolean isSecret() {
        return here.stream().anyMatch(schema -> Boolean.TRUE.equals(schema.get("x-secret")));
    }

    /** True when one of these schemas has a default, even {@code null}. */
    boolean hasDefault() {
        return here.stream().anyMatch(schema -> schema.containsKey("default"));
    }

    @Nullable
    Object defaultValue() {
        return here.stream()
                .filter(schema -> schema.containsKey("default"))
                .findFirst()
                .<Object>map(schema -> schema.get("default"))
                .orElse(null);
    }

    /** The one type it takes, when it says so. */
    Optional<String> type() {
        return here.stream()
                .flatMap(schema -> schema.get("type") instanceof String type
                        ? Optional.of(type).stream()
                        : Optional.<String>empty().stream())
                .findFirst();
    }

    private static List<Map<?, ?>> expanded(Map<String, Object> root, List<? extends Map<?, ?>> schemas) {
        List<Map<?, ?>> all = new ArrayList<>(schemas);
        for (int i = 0; i < all.size(); i++) {
            Map<?, ?> schema = all.get(i);
            if (schema.get("$ref") instanceof String reference) {
                target(root, reference).filter(found -> !all.contains(found)).ifPresent(all::add);
            }
            if (schema.get("allOf") instanceof List<?> parts) {
                parts.stream()
                        .filter(Map.class::isInstance)
                        .map(part -> (Map<?, ?>) part)
                        .forEach(all::add);
            }
        }
        return all;
    }

    private static Optional<Map<?, ?>> target(Map<String, Object> root, String reference) {
        Object at = root;
        String fragment =
                java.net.URLDecoder.decode(reference.substring(1).replace("+", "%2B"), StandardCharsets.UTF_8);
        for (String raw :
                fragment.isEmpty() ? new String[0] : fragment.substring(1).split("/", -1)) {
            String key = raw.replace("~1", "/").replace("~0", "~");
            at = at instanceof Map<?, ?> map ? map.get(key) : null;
        }
        return at instanceof Map<?, ?> map ? Optional.of(map) : Optional.empty();
    }
}
