package io.mortise.sdk;

import io.mortise.sdk.internal.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** What {@code Describe} answers: the functions and what they do. */
final class Document {
    private Document() {}

    static byte[] of(Collection<Function> functions) {
        Map<String, String> members = new LinkedHashMap<>();
        for (Function function : functions) {
            String description = function.description();
            members.put(
                    function.name(),
                    JsonText.object(
                            description.isEmpty() ? Map.of() : Map.of("description", JsonText.string(description))));
        }
        return JsonText.object(Map.of("functions", JsonText.object(members))).getBytes(StandardCharsets.UTF_8);
    }
}
