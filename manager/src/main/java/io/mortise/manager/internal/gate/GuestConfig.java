package io.mortise.manager.internal.gate;

import io.mortise.api.host.HostFailure;
import io.mortise.api.host.StatusCode;
import io.mortise.manager.internal.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The configuration of one generation, read once, looked up by JSON pointer (RFC 6901). */
final class GuestConfig {
    private final byte[] json;
    private final Optional<Object> root;

    GuestConfig(byte[] json) {
        this.json = json;
        this.root = Json.at(json, "");
    }

    /** UTF-8 JSON of the value at the pointer; absent when there is none or it is null. */
    Optional<byte[]> find(String pointer) {
        if (pointer.isEmpty()) {
            return Optional.of(json.clone());
        }
        if (pointer.charAt(0) != '/') {
            throw new HostFailure(StatusCode.INVALID_ARGUMENT, "a JSON pointer is empty or begins with /");
        }
        Optional<Object> value = root;
        for (String step : pointer.substring(1).split("/", -1)) {
            String name = step.replace("~1", "/").replace("~0", "~");
            value = value.flatMap(parent -> child(parent, name));
        }
        return value.map(Json::write);
    }

    private static Optional<Object> child(Object parent, String name) {
        if (parent instanceof Map<?, ?> map) {
            return Optional.ofNullable(map.get(name));
        }
        if (parent instanceof List<?> list && name.matches("0|[1-9][0-9]{0,8}")) {
            int index = Integer.parseInt(name);
            return index < list.size() ? Optional.ofNullable(list.get(index)) : Optional.empty();
        }
        return Optional.empty();
    }
}
