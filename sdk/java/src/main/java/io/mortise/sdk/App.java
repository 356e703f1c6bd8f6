package io.mortise.sdk;

/** Calls functions that the embedding application registered, such as {@code chat.send}. */
@FunctionalInterface
public interface App {
    byte[] call(String function, byte[] payload);

    /** Calls with JSON in and out. @throws HostException if the result has another shape */
    default <T> T call(String function, Object input, Class<T> output) {
        return Json.hostValue(call(function, Json.write(input)), output, "result of " + function);
    }
}
