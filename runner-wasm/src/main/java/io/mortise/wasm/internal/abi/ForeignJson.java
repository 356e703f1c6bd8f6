package io.mortise.wasm.internal.abi;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mortise.api.host.HostFailure;
import io.mortise.api.host.HttpAnswer;
import io.mortise.api.host.HttpAsk;
import io.mortise.api.host.StatusCode;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The JSON that other systems' guests and hosts exchange: objects read leniently, bytes as base64. */
public final class ForeignJson {
    private ForeignJson() {}

    /** An object, or INVALID_ARGUMENT naming {@code who}. */
    public static Json.Obj object(String who, byte[] text) {
        try {
            if (Json.parse(new String(text, UTF_8)) instanceof Json.Obj object) {
                return object;
            }
        } catch (JsonReader.NotJson e) {
            throw bad(who, "wants a JSON object, there is " + e.getMessage());
        }
        throw bad(who, "wants a JSON object");
    }

    /** A text; empty when there is none. */
    public static String text(Json.Obj object, String name) {
        return object.get(name)
                .map(value -> value instanceof Json.Text text ? text.value() : value.write())
                .orElse("");
    }

    /** What of a text is JSON as it stands; anything else as a JSON text. */
    public static Json value(byte[] input) {
        String text = new String(input, UTF_8);
        try {
            return Json.parse(text);
        } catch (JsonReader.NotJson e) {
            return new Json.Text(text);
        }
    }

    /** {@code {method, url, headers: {name: text}, body: base64}}. */
    public static HttpAsk ask(String who, byte[] text) {
        Json.Obj object = object(who, text);
        return ask(object, bytes(who, text(object, "body")));
    }

    /** The same with a body of its own. */
    public static HttpAsk ask(Json.Obj object, byte[] body) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        if (object.get("headers").orElse(Json.Word.NULL) instanceof Json.Obj members) {
            members.members()
                    .forEach((name, value) -> headers.put(
                            name.toLowerCase(Locale.ROOT), List.of(text(new Json.Obj(Map.of("v", value)), "v"))));
        }
        String method = text(object, "method");
        return new HttpAsk(
                method.isEmpty() ? "GET" : method.toUpperCase(Locale.ROOT),
                text(object, "url"),
                headers,
                body,
                Optional.empty());
    }

    /** {@code {status, headers: {name: text}, body: base64}}. */
    public static byte[] answer(HttpAnswer answer) {
        Map<String, Json> headers = new LinkedHashMap<>();
        answer.headers().forEach((name, values) -> headers.put(name, new Json.Text(String.join(",", values))));
        Map<String, Json> members = new LinkedHashMap<>();
        members.put("status", new Json.Num(Integer.toString(answer.status())));
        members.put("headers", new Json.Obj(headers));
        members.put("body", new Json.Text(Base64.getEncoder().encodeToString(answer.body())));
        return new Json.Obj(members).bytes();
    }

    /** An object of one text. */
    public static byte[] single(String name, String text) {
        return new Json.Obj(Map.of(name, new Json.Text(text))).bytes();
    }

    private static byte[] bytes(String who, String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw bad(who, "wants base64 as \"body\"");
        }
    }

    private static HostFailure bad(String who, String what) {
        return new HostFailure(StatusCode.INVALID_ARGUMENT, who + ' ' + what);
    }
}
