package io.mortise.api.host;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request a plugin wants sent.
 *
 * @param headers lower-case name to values
 * @param body empty = none; handed over
 * @param timeout shorter than what is left of the call; absent = what is left
 */
public record HttpAsk(
        String method, String url, Map<String, List<String>> headers, byte[] body, Optional<Duration> timeout) {
    public HttpAsk {
        requireNonNull(method, "method");
        requireNonNull(url, "url");
        headers = Map.copyOf(headers);
        requireNonNull(body, "body");
        requireNonNull(timeout, "timeout");
    }

    public static HttpAsk get(String url) {
        return new HttpAsk("GET", url, Map.of(), new byte[0], Optional.empty());
    }
}
