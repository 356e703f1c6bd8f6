package io.mortise.sdk;

import java.time.Duration;
import java.util.Optional;

/** Calls functions of other plugins; the callee sees this plugin as its caller. */
@FunctionalInterface
public interface Plugins {
    /** @param timeout shorter than what is left of the call; absent = what is left */
    byte[] call(String plugin, String function, byte[] payload, Optional<Duration> timeout);

    /** Calls with JSON in and out. @throws HostException if the result has another shape */
    default <T> T call(String plugin, String function, Object input, Class<T> output) {
        return Json.hostValue(
                call(plugin, function, Json.write(input), Optional.empty()), output, "result of " + plugin);
    }
}
