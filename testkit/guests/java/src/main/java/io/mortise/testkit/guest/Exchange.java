package io.mortise.testkit.guest;

import io.mortise.sdk.CallRejected;
import io.mortise.sdk.Code;
import io.mortise.sdk.Events;
import io.mortise.sdk.Http;
import io.mortise.sdk.Jobs;
import io.mortise.sdk.Plugin;
import io.mortise.sdk.PluginCall;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Functions whose input is a JSON head and that talk to something behind the host. */
final class Exchange {
    private Exchange() {}

    static void register(Plugin plugin) {
        plugin.handleBytes("http", (call, input) -> http(call, new Parts(input, new byte[0])))
                .handleBytes("http_post", (call, input) -> http(call, Parts.of(input)))
                .handleBytes(
                        "emit_event",
                        (call, input) -> Basics.utf8(call.host().events().emit(event(input))))
                .handleBytes(
                        "enqueue",
                        (call, input) -> Basics.utf8(call.host().jobs().enqueue(run(input))))
                .handleBytes("plugin_call", (call, input) -> pluginCall(call, Parts.of(input)))
                .handleBytes("app_call", (call, input) -> {
                    Parts parts = Parts.of(input);
                    return call.host().app().call(Basics.text(parts.head()), parts.rest());
                });
    }

    private static byte[] http(PluginCall call, Parts parts) {
        JsonNode head = read(parts.head());
        var request = new Http.Request(
                head.path("method").asString("GET"),
                head.path("url").asString(""),
                headers(head.path("headers")),
                parts.rest(),
                timeout(head));
        Http.Response response = call.host().http().send(request);
        var out = new ByteArrayOutputStream();
        out.writeBytes(Basics.utf8(response.status() + "\n"));
        out.writeBytes(response.body());
        return out.toByteArray();
    }

    private static byte[] pluginCall(PluginCall call, Parts parts) {
        JsonNode head = read(parts.head());
        return call.host()
                .plugins()
                .call(
                        head.path("plugin").asString(""),
                        head.path("function").asString(""),
                        parts.rest(),
                        timeout(head));
    }

    private static Events.Event event(byte[] json) {
        JsonNode event = read(json);
        return new Events.Event(
                event.path("type").asString(""),
                event.path("subject").asString(""),
                event.has("data") ? Values.MAPPER.writeValueAsBytes(event.get("data")) : new byte[0],
                event.path("idempotency_key").asString(""));
    }

    private static Jobs.Run run(byte[] json) {
        JsonNode run = read(json);
        return new Jobs.Run(
                run.path("job").asString(""),
                Values.MAPPER.writeValueAsBytes(run.path("payload")),
                run.has("run_at") ? Optional.of(instant(run.get("run_at").asString())) : Optional.empty(),
                run.path("idempotency_key").asString(""));
    }

    private static JsonNode read(byte[] json) {
        try {
            return Values.MAPPER.readTree(json);
        } catch (JacksonException e) {
            throw new CallRejected(Code.INVALID_ARGUMENT, "not JSON: " + e.getOriginalMessage());
        }
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new CallRejected(Code.INVALID_ARGUMENT, "run_at is not RFC 3339");
        }
    }

    private static Map<String, List<String>> headers(JsonNode node) {
        Map<String, List<String>> headers = new HashMap<>();
        node.propertyStream().forEach(member -> {
            List<String> values = new ArrayList<>();
            member.getValue().forEach(value -> values.add(value.asString()));
            headers.put(member.getKey(), values);
        });
        return headers;
    }

    private static Optional<Duration> timeout(JsonNode head) {
        return head.has("timeout_ms")
                ? Optional.of(Duration.ofMillis(head.get("timeout_ms").asLong()))
                : Optional.empty();
    }

    static String quoted(String text) {
        return Values.MAPPER.writeValueAsString(text);
    }

    /** What stands before the first newline, and behind it. */
    private record Parts(byte[] head, byte[] rest) {
        static Parts of(byte[] input) {
            int newline = 0;
            while (newline < input.length && input[newline] != '\n') {
                newline++;
            }
            return new Parts(
                    Arrays.copyOf(input, newline),
                    Arrays.copyOfRange(input, Math.min(newline + 1, input.length), input.length));
        }
    }
}
