package io.mortise.api.host;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;

/**
 * What came back, after redirects.
 *
 * @param headers lower-case name to values
 * @param body decompressed, within the cap
 */
public record HttpAnswer(int status, Map<String, List<String>> headers, byte[] body) {
    public HttpAnswer {
        headers = Map.copyOf(headers);
        requireNonNull(body, "body");
    }
}
