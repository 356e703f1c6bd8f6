package io.mortise.wasm.internal.abi;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mortise.api.HealthStatus;
import io.mortise.api.manifest.FunctionSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The JSON documents a guest outputs about itself; foreign text, read strictly. */
public final class GuestDocuments {
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,127}");

    private GuestDocuments() {}

    /** What is wrong with a document. */
    public static final class BadDocument extends RuntimeException {
        private static final long serialVersionUID = 1L;

        BadDocument(String message) {
            super(message, null, false, false);
        }
    }

    /** {@code {"ready": true, "message": "…"}}; anything else is not ready. */
    public static HealthStatus health(byte[] document, Duration uptime) {
        try {
            Json.Obj answer = object(new String(document, UTF_8), "a health answer");
            boolean isReady = answer.get("ready").filter(Json.Word.TRUE::equals).isPresent();
            return new HealthStatus(isReady, text(answer, "message"), uptime);
        } catch (BadDocument e) {
            return new HealthStatus(false, String.valueOf(e.getMessage()), uptime);
        }
    }

    /** {@code {"functions": {"greet": {"description"?, "input"?, "output"?}}}}. */
    public static List<FunctionSpec> describe(byte[] document) {
        Json.Obj functions = member(object(new String(document, UTF_8), "a description"), "functions")
                .orElseThrow(() -> new BadDocument("its description has no functions"));
        List<FunctionSpec> specs = new ArrayList<>();
        functions.members().forEach((name, value) -> specs.add(function(name, value)));
        return specs;
    }

    private static FunctionSpec function(String name, Json value) {
        if (!NAME.matcher(name).matches()) {
            throw new BadDocument("it describes a function \"" + name + "\"; a name is " + NAME);
        }
        if (!(value instanceof Json.Obj about)) {
            throw new BadDocument("it describes function " + name + " with no object");
        }
        return new FunctionSpec(
                name,
                text(about, "description"),
                about.get("input").map(Json::write),
                about.get("output").map(Json::write),
                Optional.empty(),
                about.get("idempotent").filter(Json.Word.TRUE::equals).isPresent());
    }

    private static Json.Obj object(String text, String what) {
        try {
            if (Json.parse(text) instanceof Json.Obj object) {
                return object;
            }
            throw new BadDocument(what + " is a JSON object");
        } catch (JsonReader.NotJson e) {
            throw new BadDocument(what + " is a JSON object, there is " + e.getMessage());
        }
    }

    private static Optional<Json.Obj> member(Json.Obj object, String name) {
        return object.get(name).filter(Json.Obj.class::isInstance).map(Json.Obj.class::cast);
    }

    private static String text(Json.Obj object, String name) {
        return object.get(name)
                .map(value -> value instanceof Json.Text text ? text.value() : value.write())
                .orElse("");
    }
}
