package io.mortise.sdk;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Requests to the hosts that were granted. The host follows redirects and checks every hop. */
@FunctionalInterface
public interface Http {
    Response send(Request request);

    default Response get(String url) {
        return send(Request.of("GET", url));
    }

    /** Posts a value as JSON. */
    default Response postJson(String url, Object value) {
        return send(Request.of("POST", url)
                .withHeader("content-type", "application/json")
                .withBody(Json.write(value)));
    }

    /**
     * What to send.
     *
     * @param headers lower-case name to values
     * @param body at most 8 MiB, handed over; empty = none
     * @param timeout absent = what is left of the call
     */
    record Request(
            String method, String url, Map<String, List<String>> headers, byte[] body, Optional<Duration> timeout) {
        public Request {
            requireNonNull(method, "method");
            requireNonNull(url, "url");
            headers = Map.copyOf(headers);
            requireNonNull(body, "body");
            requireNonNull(timeout, "timeout");
        }

        public static Request of(String method, String url) {
            return new Request(method, url, Map.of(), new byte[0], Optional.empty());
        }

        /** Adds a header, or replaces the one of that name. */
        public Request withHeader(String name, String... values) {
            var more = new HashMap<>(headers);
            more.put(name, List.of(values));
            return new Request(method, url, more, body, timeout);
        }

        public Request withBody(byte[] other) {
            return new Request(method, url, headers, other, timeout);
        }

        public Request withTimeout(Duration other) {
            return new Request(method, url, headers, body, Optional.of(other));
        }
    }

    /**
     * What came back.
     *
     * @param headers lower-case name to values
     * @param body decompressed, handed over
     */
    record Response(int status, Map<String, List<String>> headers, byte[] body) {
        /** The body as UTF-8. */
        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        /** The first value of a header, its name in lower case. */
        public Optional<String> header(String name) {
            return headers.getOrDefault(name, List.of()).stream().findFirst();
        }

        /** The body as a record or another JSON type. @throws HostException if it has another shape */
        public <T> T json(Class<T> type) {
            return Json.hostValue(body, type, "http response");
        }
    }
}
