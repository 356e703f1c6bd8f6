package io.mortise.manager.internal.tape;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One thing a guest asked, and what it got.
 *
 * @param operation {@code kv.get}, {@code random}, …
 * @param asked its arguments as JSON text
 * @param answer as JSON text; a failure's code where {@code failed}
 */
public record TapeEntry(String operation, String asked, boolean failed, String answer) {
    public TapeEntry {
        requireNonNull(operation, "operation");
        requireNonNull(asked, "asked");
        requireNonNull(answer, "answer");
    }

    public Map<String, Object> view() {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("operation", operation);
        view.put("asked", asked);
        view.put(failed ? "failure" : "answer", answer);
        return view;
    }

    public static TapeEntry of(Map<?, ?> view) {
        boolean failed = view.containsKey("failure");
        return new TapeEntry(
                String.valueOf(view.get("operation")),
                String.valueOf(view.get("asked")),
                failed,
                String.valueOf(view.get(failed ? "failure" : "answer")));
    }
}
