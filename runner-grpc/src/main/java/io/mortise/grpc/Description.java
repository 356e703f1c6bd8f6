package io.mortise.grpc;

import io.mortise.api.error.StartProblem;
import io.mortise.api.manifest.FunctionSpec;
import io.mortise.grpc.internal.output.Json;
import io.mortise.grpc.internal.process.NotStarted;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a plugin says of itself: {@code {"functions": {"greet": {"description"?, "input"?, "output"?}}}}. */
final class Description {
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,127}");
    private static final int MAX_CHARS = 1 << 20;

    private Description() {}

    /** @throws NotStarted REFUSED for anything but such a document */
    static List<FunctionSpec> parse(String json) {
        if (json.length() > MAX_CHARS) {
            throw refused(json.length() + " characters; at most " + MAX_CHARS + " are read");
        }
        Map<String, String> document = object(json, "the document");
        Map<String, String> functions = object(document.getOrDefault("functions", "{}"), "functions");
        List<FunctionSpec> specs = new ArrayList<>();
        functions.forEach((name, value) -> specs.add(function(name, object(value, "function " + name))));
        return specs;
    }

    private static FunctionSpec function(String name, Map<String, String> about) {
        if (!NAME.matcher(name).matches()) {
            throw refused("a function name that is not " + NAME);
        }
        String description = Optional.ofNullable(about.get("description"))
                .flatMap(Json::string)
                .orElse("");
        return new FunctionSpec(
                name,
                description,
                Optional.ofNullable(about.get("input")),
                Optional.ofNullable(about.get("output")),
                Optional.empty(),
                false);
    }

    private static Map<String, String> object(String json, String what) {
        return Json.members(json).orElseThrow(() -> refused(what + " is no JSON object"));
    }

    private static NotStarted refused(String actual) {
        return NotStarted.of(
                StartProblem.REFUSED, "a description of its functions", actual, "build it with a current Mortise SDK");
    }
}
