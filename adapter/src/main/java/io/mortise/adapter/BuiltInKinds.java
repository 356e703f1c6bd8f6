package io.mortise.adapter;

import io.mortise.api.Kind;
import io.mortise.api.KindProvider;
import java.util.List;

/** The kinds every application has: {@code command}, {@code filter}, {@code action}. */
public final class BuiltInKinds implements KindProvider {
    /** Something a person types; found by id or alias. */
    public static final Kind COMMAND = Kind.of("command", Kind.Choice.KEYED)
            .withSchema(
                    """
                    {"type": "object", "additionalProperties": false, "properties": {
                      "help": {"type": "string", "maxLength": 200, "description": "one line"},
                      "usage": {"type": "string", "maxLength": 500, "description": "how it is written"},
                      "aliases": {"type": "array", "maxItems": 20,
                        "items": {"type": "string", "pattern": "^[A-Za-z][A-Za-z0-9_.-]{0,63}$"}}}}""");

    /** Changes a value; all filters of a hook (the id) see it one after the other. */
    public static final Kind FILTER = Kind.of("filter", Kind.Choice.CHAIN).withSchema(hook("\"skip\", \"fail\""));

    /** Is told that something happened; all actions of a hook (the id). */
    public static final Kind ACTION = Kind.of("action", Kind.Choice.ALL).withSchema(hook("\"skip\""));

    /** Public for {@link java.util.ServiceLoader}. */
    public BuiltInKinds() {}

    private static String hook(String onError) {
        return """
                {"type": "object", "additionalProperties": false, "properties": {
                  "priority": {"type": "integer", "minimum": -1000, "maximum": 1000, "description": "lower is earlier"},
                  "before": {"type": "array", "maxItems": 20, "items": {"type": "string"}, "description": "plugins"},
                  "after": {"type": "array", "maxItems": 20, "items": {"type": "string"}, "description": "plugins"},
                  "on_error": {"enum": [%s]}}}"""
                .formatted(onError);
    }

    @Override
    public List<Kind> kinds() {
        return List.of(COMMAND, FILTER, ACTION);
    }
}
