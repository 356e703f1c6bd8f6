package io.mortise.manager.internal.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Adds what a schema says is meant where nothing is written, at every level that is there. */
final class SchemaDefaults {
    private SchemaDefaults() {}

    private static @Nullable Object apply(@Nullable Object value, SchemaWalk schema) {
        if (value instanceof Map<?, ?> map) {
            return object(map, schema);
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> filled = new ArrayList<>();
            list.forEach(each -> filled.add(apply(each, schema.items())));
            return filled;
        }
        return value;
    }

    static Map<String, @Nullable Object> object(Map<?, ?> map, SchemaWalk schema) {
        Map<String, @Nullable Object> filled = new LinkedHashMap<>();
        map.forEach((key, value) -> filled.put((String) key, apply(value, schema.property((String) key))));
        for (String name : schema.names()) {
            SchemaWalk property = schema.property(name);
            if (!filled.containsKey(name) && property.hasDefault()) {
                filled.put(name, apply(property.defaultValue(), property));
            }
        }
        return filled;
    }
}
