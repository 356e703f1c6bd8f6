package io.mortise.api.manifest;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The free attributes of a contribution: a JSON object as Java values (String, Long, Double, Boolean, List, Map), valid
 * against its kind's schema. Immutable.
 */
public record Attributes(Map<String, Object> values) {
    public static final Attributes NONE = new Attributes(Map.of());

    public Attributes {
        values = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(values));
    }

    public Optional<String> text(String name) {
        return values.get(name) instanceof String s ? Optional.of(s) : Optional.empty();
    }

    public long number(String name, long otherwise) {
        return values.get(name) instanceof Number n ? n.longValue() : otherwise;
    }

    public boolean flag(String name, boolean otherwise) {
        return values.get(name) instanceof Boolean b ? b : otherwise;
    }

    /** The strings of a list; empty when there is none. */
    public List<String> texts(String name) {
        if (!(values.get(name) instanceof List<?> list)) {
            return List.of();
        }
        return list.stream()
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .toList();
    }
}
