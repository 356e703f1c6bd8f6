package io.mortise.cli.link;

import io.mortise.manager.internal.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A JSON object that a manager answered. What is not there reads as empty, 0 or false. */
public record View(Map<String, Object> values) {
    public static final View EMPTY = new View(Map.of());

    public static View parse(String json) {
        return new View(Json.object(json));
    }

    public boolean has(String key) {
        return values.containsKey(key);
    }

    public String text(String key) {
        return values.get(key) instanceof String text ? text : "";
    }

    public Optional<String> optional(String key) {
        return Optional.of(text(key)).filter(text -> !text.isEmpty());
    }

    public long number(String key) {
        return values.get(key) instanceof Number number ? number.longValue() : 0;
    }

    public boolean flag(String key) {
        return Boolean.TRUE.equals(values.get(key));
    }

    public View view(String key) {
        return of(values.get(key));
    }

    public List<View> views(String key) {
        List<View> views = new ArrayList<>();
        if (values.get(key) instanceof List<?> list) {
            list.forEach(each -> views.add(of(each)));
        }
        return views;
    }

    public List<String> texts(String key) {
        List<String> texts = new ArrayList<>();
        if (values.get(key) instanceof List<?> list) {
            list.forEach(each -> texts.add(String.valueOf(each)));
        }
        return texts;
    }

    private static View of(@org.jspecify.annotations.Nullable Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            return EMPTY;
        }
        Map<String, Object> copy = new LinkedHashMap<>();
        map.forEach((key, each) -> copy.put(String.valueOf(key), each));
        return new View(copy);
    }
}
