package io.mortise.manager.internal.gate;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What an operator's settings say about HTTP.
 *
 * @param addresses host name to the private networks it may lead to
 * @param proxy {@code http://host:port}
 */
public record HttpRules(Map<String, Set<String>> addresses, Optional<String> proxy, long maxBodyBytes, boolean trace) {
    /** No private network, no proxy, 8 MiB. */
    public static final HttpRules STANDARD = new HttpRules(Map.of(), Optional.empty(), 8L << 20, false);

    public HttpRules {
        addresses = Map.copyOf(addresses);
        requireNonNull(proxy, "proxy");
    }
}
