package io.mortise.sdk;

import static java.util.Objects.requireNonNull;

/** What the plugin says of itself when the host asks. */
public record Health(boolean isReady, String message) {
    public Health {
        requireNonNull(message, "message");
    }

    public static Health ready() {
        return new Health(true, "");
    }

    public static Health ready(String message) {
        return new Health(true, message);
    }

    /** @param message why not, for the operator */
    public static Health notReady(String message) {
        return new Health(false, message);
    }
}
