package io.mortise.manager;

/**
 * A typed function of a plugin: the input goes out and the answer comes back as JSON. It holds the plugin's slot, so it
 * survives every reload. Any thread.
 */
@FunctionalInterface
public interface PluginFunction<I, O> {
    /**
     * Calls it under its own timeout.
     *
     * @throws io.mortise.api.error.PluginException any failure of a call; GUEST_TRAPPED of kind {@code output} when the
     *     answer is not what the type needs
     */
    O apply(I input);
}
