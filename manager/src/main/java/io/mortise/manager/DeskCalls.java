package io.mortise.manager;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mortise.api.CallResult;
import io.mortise.api.Caller;
import io.mortise.api.Cancellation;
import io.mortise.manager.internal.json.Json;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The verb {@code call}: payloads travel as base64, or as {@code text} on the way in. */
final class DeskCalls {
    private final PluginManager manager;

    DeskCalls(PluginManager manager) {
        this.manager = manager;
    }

    Object call(DeskArguments arguments, Predicate<String> events, Cancellation cancellation) {
        CallRequest request = CallRequest.of(arguments.text("plugin"), arguments.text("function"), payload(arguments))
                .withCaller(Caller.application("mortise call"))
                .withCancellation(cancellation);
        Optional<String> tenant = arguments.optional("tenant");
        if (tenant.isPresent()) {
            request = request.withTenant(tenant.get());
        }
        long millis = arguments.number("timeoutMillis", 0);
        if (millis > 0) {
            request = request.withTimeout(Duration.ofMillis(millis));
        }
        long begin = System.nanoTime();
        if (arguments.flag("stream")) {
            manager.stream(request, chunk -> events.test(Json.text(Map.of("chunk", encoded(chunk)))));
            return Map.of("payload", "", "micros", micros(begin));
        }
        CallResult result = manager.call(request);
        return Map.of("payload", encoded(result.payload()), "micros", micros(begin));
    }

    static byte[] payload(DeskArguments arguments) {
        Optional<String> text = arguments.optional("text");
        if (text.isPresent()) {
            return text.get().getBytes(UTF_8);
        }
        try {
            return Base64.getDecoder().decode(arguments.optional("payload").orElse(""));
        } catch (IllegalArgumentException e) {
            throw DeskArguments.bad("payload is to be base64");
        }
    }

    private static String encoded(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static long micros(long begin) {
        return (System.nanoTime() - begin) / 1_000;
    }
}
