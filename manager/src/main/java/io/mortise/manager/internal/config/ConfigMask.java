package io.mortise.manager.internal.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Hides secrets: what came from a reference, and what the schema marks {@code x-secret: true}. */
final class ConfigMask {
    static final String HIDDEN = "***";

    private final Set<String> references;

    ConfigMask(Set<String> references) {
        this.references = references;
    }

    @Nullable
    Object masked(@Nullable Object value, SchemaWalk schema, String pointer) {
        if (references.contains(pointer) || (schema.isSecret() && value != null)) {
            return HIDDEN;
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> shown = new LinkedHashMap<>();
            map.forEach((key, each) -> shown.put(
                    (String) key,
                    masked(each, schema.property((String) key), ConfigPointer.child(pointer, (String) key))));
            return shown;
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> shown = new ArrayList<>();
            list.forEach(each -> shown.add(masked(each, schema.items(), pointer + '/' + shown.size())));
            return shown;
        }
        return value;
    }

    /** The texts under {@code x-secret}, to be redacted by value. */
    static void collect(@Nullable Object value, SchemaWalk schema, boolean secret, Set<String> texts) {
        boolean hidden = secret || schema.isSecret();
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, each) -> collect(each, schema.property((String) key), hidden, texts));
        } else if (value instanceof List<?> list) {
            list.forEach(each -> collect(each, schema.items(), hidden, texts));
        } else if (hidden && value instanceof String text && !text.isEmpty()) {
            texts.add(text);
        }
    }
}
