package io.mortise.manager.internal.grant;

import static java.util.Objects.requireNonNull;

import io.mortise.api.Origin;
import java.time.Instant;

/**
 * What an operator has given to one plugin from one origin; one entry of {@code grants.yaml}.
 *
 * @param given the parts consented to
 * @param taken what the plugin must live without although it asks for it
 * @param by who said so last
 */
public record Grant(Origin origin, Ask given, Taken taken, String by, Instant at) {
    public Grant {
        requireNonNull(origin, "origin");
        requireNonNull(given, "given");
        requireNonNull(taken, "taken");
        requireNonNull(by, "by");
        requireNonNull(at, "at");
    }

    static Grant nothing(Origin origin, String by, Instant at) {
        return new Grant(origin, Ask.NOTHING, Taken.NOTHING, by, at);
    }
}
