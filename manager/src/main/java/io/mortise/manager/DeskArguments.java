package io.mortise.manager;

import io.mortise.api.error.Detail;
import io.mortise.api.error.Failure;
import io.mortise.api.error.PluginException;
import io.mortise.manager.internal.json.BadJson;
import io.mortise.manager.internal.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The arguments of a verb, read with complaints that name them. */
final class DeskArguments {
    private final Map<String, Object> values;

    private DeskArguments(Map<String, Object> values) {
        this.values = values;
    }

    static DeskArguments parse(String verb, String json) {
        try {
            return new DeskArguments(Json.object(json));
        } catch (BadJson e) {
            throw bad("the arguments of " + verb + ": " + e.getMessage());
        }
    }

    String text(String name) {
        return optional(name).orElseThrow(() -> bad(name + " is missing"));
    }

    Optional<String> optional(String name) {
        Object value = values.get(name);
        if (value != null && !(value instanceof String)) {
            throw bad(name + " is to be a text");
        }
        return Optional.ofNullable((String) value);
    }

    boolean flag(String name) {
        return Boolean.TRUE.equals(values.get(name));
    }

    long number(String name, long otherwise) {
        Object value = values.getOrDefault(name, otherwise);
        if (!(value instanceof Number number) || number.longValue() < 0) {
            throw bad(name + " is to be a number from 0 on");
        }
        return number.longValue();
    }

    List<String> texts(String name) {
        Object value = values.getOrDefault(name, List.of());
        if (!(value instanceof List<?> list) || !list.stream().allMatch(String.class::isInstance)) {
            throw bad(name + " is to be a list of texts");
        }
        return list.stream().map(String.class::cast).toList();
    }

    Map<String, Object> object(String name) {
        Object value = values.getOrDefault(name, Map.of());
        if (!(value instanceof Map<?, ?> map)) {
            throw bad(name + " is to be an object");
        }
        Map<String, Object> copy = new LinkedHashMap<>();
        map.forEach((key, each) -> copy.put(String.valueOf(key), each));
        return copy;
    }

    static PluginException bad(String problem) {
        return PluginException.of(
                Failure.BAD_INPUT,
                "request",
                problem,
                new Detail.Violations(List.of(new Detail.Violation("", problem))));
    }
}
