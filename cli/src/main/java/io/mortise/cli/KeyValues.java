package io.mortise.cli;

import io.mortise.api.error.Failure;
import io.mortise.api.error.ForeignText;
import io.mortise.cli.link.Refusal;
import io.mortise.manager.internal.json.BadJson;
import io.mortise.manager.internal.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code key=text} and {@code key:=json} from the command line, as one object. */
final class KeyValues {
    private KeyValues() {}

    /** @throws Refusal BAD_INPUT for a word that is neither, and for a key that comes twice */
    static Map<String, Object> parse(List<String> words) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (String word : words) {
            int equals = word.indexOf('=');
            if (equals < 1 || word.startsWith(":=")) {
                throw bad(word, "is neither key=text nor key:=json");
            }
            boolean json = word.charAt(equals - 1) == ':';
            String key = word.substring(0, json ? equals - 1 : equals);
            String value = word.substring(equals + 1);
            if (object.containsKey(key)) {
                throw bad(word, "names a key a second time");
            }
            object.put(key, json ? value(word, value) : value);
        }
        return object;
    }

    private static Object value(String word, String json) {
        try {
            // A list of one holds any value, null is refused: there is no key without a value.
            Optional<Object> value =
                    Json.at(("[" + json + "]").getBytes(java.nio.charset.StandardCharsets.UTF_8), "/0");
            return value.orElseThrow(() -> bad(word, "has no value after :="));
        } catch (BadJson e) {
            throw bad(word, "has no JSON after :=, it " + e.getMessage());
        }
    }

    private static Refusal bad(String word, String problem) {
        return Refusal.of(Failure.BAD_INPUT, ForeignText.quote(word), problem);
    }
}
