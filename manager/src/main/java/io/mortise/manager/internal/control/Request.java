package io.mortise.manager.internal.control;

import io.mortise.api.error.ForeignText;
import io.mortise.manager.internal.json.BadJson;
import io.mortise.manager.internal.json.Json;
import java.util.Map;
import java.util.Set;

/** One line of a client: {@code {"v":1,"id":7,"verb":"status","args":{}}}. */
record Request(long id, String verb, String arguments) {
    /** Takes back the request of the id in its arguments; it is not answered itself. */
    static final String CANCEL = "cancel";

    private static final Set<String> KEYS = Set.of("v", "id", "verb", "args");

    /** What is wrong with a line, and the id to answer to; 0 when it has none. */
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;

        private final long id;

        Unreadable(long id, String problem) {
            super(problem);
            this.id = id;
        }

        long id() {
            return id;
        }
    }

    static Request parse(byte[] line) throws Unreadable {
        Map<?, ?> fields;
        try {
            fields = Json.read(line, Map.class);
        } catch (BadJson e) {
            throw new Unreadable(0, "the request " + e.getMessage());
        }
        long id = fields.get("id") instanceof Number number ? number.longValue() : 0;
        Object version = fields.get("v");
        if (!(version instanceof Number spoken) || spoken.longValue() != Wire.VERSION) {
            throw new Unreadable(
                    id,
                    "the client speaks control protocol " + ForeignText.clean(String.valueOf(version), 20)
                            + ", this manager " + Wire.VERSION + "; use the mortise command of the same release");
        }
        if (id <= 0) {
            throw new Unreadable(0, "id is to be a number above 0");
        }
        if (!(fields.get("verb") instanceof String verb)) {
            throw new Unreadable(id, "verb is to be a text");
        }
        if (!KEYS.containsAll(fields.keySet())) {
            throw new Unreadable(id, "a request has v, id, verb and args, nothing else");
        }
        Object arguments = fields.containsKey("args") ? fields.get("args") : Map.of();
        if (!(arguments instanceof Map<?, ?>)) {
            throw new Unreadable(id, "args is to be an object");
        }
        return new Request(id, verb, Json.text(arguments));
    }
}
