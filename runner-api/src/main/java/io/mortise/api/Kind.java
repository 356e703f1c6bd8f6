package io.mortise.api;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;

/**
 * A way in which plugins extend an application. Registered by the application; a manifest's {@code contributes} refers
 * to it by name.
 *
 * @param attributesSchema JSON Schema 2020-12 of the entry's attributes, without {@code id}, {@code function} and
 *     {@code required}
 * @param max entries of one plugin; 0 = as many as it likes
 * @param timeout of calls made for it; absent = the plugin's own
 */
public record Kind(String name, String attributesSchema, int max, Choice choice, Optional<Duration> timeout) {
    /** Which of several contributions answer. */
    public enum Choice {
        /** Every one. */
        ALL,
        /** The first in stable order. */
        FIRST,
        /** The one with the wanted id. */
        KEYED,
        /** One after the other, each fed with the former's output. */
        CHAIN
    }

    /** Any object. */
    public static final String ANY = "{\"type\":\"object\"}";

    public Kind {
        requireNonNull(name, "name");
        requireNonNull(attributesSchema, "attributesSchema");
        requireNonNull(choice, "choice");
        requireNonNull(timeout, "timeout");
    }

    public static Kind of(String name, Choice choice) {
        return new Kind(name, ANY, 0, choice, Optional.empty());
    }

    public Kind withSchema(String schema) {
        return new Kind(name, schema, max, choice, timeout);
    }

    public Kind withTimeout(Duration value) {
        return new Kind(name, attributesSchema, max, choice, Optional.of(value));
    }
}
