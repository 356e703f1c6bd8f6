package io.mortise.api;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * What a probe found.
 *
 * @param message the guest's own words, or why there are none; foreign text
 * @param uptime since start
 */
public record HealthStatus(boolean ready, String message, Duration uptime) {
    public HealthStatus {
        requireNonNull(message, "message");
        requireNonNull(uptime, "uptime");
    }
}
