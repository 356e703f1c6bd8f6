package io.mortise.manager.internal.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a reference inside a compiled schema refers to. */
final class SchemaTarget {
    private SchemaTarget() {}

    /** Empty for no reference. */
    static Optional<Map<?, ?>> of(Map<String, Object> root, @Nullable Object reference) {
        if (!(reference instanceof String text)) {
            return Optional.empty();
        }
        String fragment = URLDecoder.decode(text.substring(1).replace("+", "%2B"), UTF_8);
        return fragment.isEmpty() || fragment.startsWith("/") ? at(root, fragment) : anchor(root, fragment);
    }

    private static Optional<Map<?, ?>> at(Map<String, Object> root, String pointer) {
        Object at = root;
        for (String raw :
                pointer.isEmpty() ? new String[0] : pointer.substring(1).split("/", -1)) {
            String key = raw.replace("~1", "/").replace("~0", "~");
            at = at instanceof Map<?, ?> map ? map.get(key) : at instanceof List<?> list ? item(list, key) : null;
        }
        return at instanceof Map<?, ?> map ? Optional.of(map) : Optional.empty();
    }

    private static @Nullable Object item(List<?> list, String index) {
        return index.matches("[0-9]{1,5}") && Integer.parseInt(index) < list.size()
                ? list.get(Integer.parseInt(index))
                : null;
    }

    private static Optional<Map<?, ?>> anchor(Map<String, Object> root, String name) {
        Deque<Object> open = new ArrayDeque<>(List.of(root));
        while (!open.isEmpty()) {
            Object next = open.pop();
            if (next instanceof Map<?, ?> map) {
                if (name.equals(map.get("$anchor")) || name.equals(map.get("$dynamicAnchor"))) {
                    return Optional.of(map);
                }
                map.values().stream().filter(each -> each != null).forEach(open::push);
            } else if (next instanceof List<?> list) {
                list.stream().filter(each -> each != null).forEach(open::push);
            }
        }
        return Optional.empty();
    }
}
