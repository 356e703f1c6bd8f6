package io.mortise.wasm.internal.abi;

import io.mortise.api.host.HostFailure;
import io.mortise.api.host.StatusCode;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The JSON object a guest asks a service with; what is wrong with it is told to the guest as INVALID_ARGUMENT. */
final class Ask {
    private final String who;
    private final Json.Obj object;

    private Ask(String who, Json.Obj object) {
        this.who = who;
        this.object = object;
    }

    /** Reads it; members other than these are refused, because a misspelt one would silently be ignored. */
    static Ask parse(String who, String text, Set<String> known) {
        Json json;
        try {
            json = Json.parse(text);
        } catch (JsonReader.NotJson e) {
            throw bad(who, "wants a JSON object, there is " + e.getMessage());
        }
        if (!(json instanceof Json.Obj object)) {
            throw bad(who, "wants a JSON object");
        }
        object.members().keySet().stream()
                .filter(name -> !known.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw bad(who, "has no member \"" + name + '"');
                });
        return new Ask(who, object);
    }

    private static HostFailure bad(String who, String what) {
        return new HostFailure(StatusCode.INVALID_ARGUMENT, who + ' ' + what);
    }

    String text(String name) {
        return object.get(name).map(value -> asText(name, value)).orElseThrow(() -> bad(who, "wants \"" + name + '"'));
    }

    String textOrEmpty(String name) {
        return object.get(name).map(value -> asText(name, value)).orElse("");
    }

    private String asText(String name, Json value) {
        if (value instanceof Json.Text text) {
            return text.value();
        }
        throw bad(who, "wants a text as \"" + name + '"');
    }

    Optional<Json> any(String name) {
        return object.get(name);
    }

    Optional<Duration> millis(String name) {
        return object.get(name).map(value -> {
            if (value instanceof Json.Num number && number.spelling().matches("[0-9]{1,12}")) {
                return Duration.ofMillis(Long.parseLong(number.spelling()));
            }
            throw bad(who, "wants whole milliseconds as \"" + name + '"');
        });
    }

    Optional<Instant> instant(String name) {
        return object.get(name).map(value -> {
            try {
                return Instant.parse(asText(name, value));
            } catch (DateTimeParseException e) {
                throw bad(who, "wants a time such as 2026-11-21T08:00:00Z as \"" + name + '"');
            }
        });
    }

    /** Lower-case name to array of texts. */
    Map<String, List<String>> headers(String name) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        object.get(name).ifPresent(value -> {
            if (!(value instanceof Json.Obj members)) {
                throw bad(who, "wants an object as \"" + name + '"');
            }
            members.members().forEach((header, values) -> headers.put(header, texts(header, values)));
        });
        return headers;
    }

    private List<String> texts(String header, Json values) {
        if (!(values instanceof Json.Arr array)) {
            throw bad(who, "wants an array of texts as header \"" + header + '"');
        }
        return array.items().stream().map(item -> asText(header, item)).toList();
    }
}
