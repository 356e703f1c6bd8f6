package io.mortise.sdk;

import java.util.Optional;

/** The plugin's configuration: JSON, already valid, defaults applied. It changes only with the process. */
@FunctionalInterface
public interface Config {
    /** The JSON value at a JSON pointer such as {@code /retries/max}; the whole object for an empty pointer. */
    Optional<byte[]> json(String pointer);

    /** The value at a JSON pointer as a record or another JSON type. @throws HostException if it has another shape */
    default <T> Optional<T> at(String pointer, Class<T> type) {
        return json(pointer).map(bytes -> Json.hostValue(bytes, type, "config " + pointer));
    }

    /** The whole configuration as a record. @throws HostException if it has another shape */
    default <T> T as(Class<T> type) {
        return at("", type)
                .orElseThrow(() -> new HostException(Code.NOT_FOUND, "the host has no configuration for this plugin"));
    }
}
