package io.mortise.manager;

import io.mortise.api.error.Failure;
import java.util.Optional;

/**
 * Follows calls with the spans of a tracing library; W3C trace context goes in and out. Set by {@link
 * PluginManagerBuilder#tracer}. Any thread; what it throws fails the call, so it does not throw.
 */
public interface CallTracer {
    /**
     * Begins the span of one call, on the caller's thread.
     *
     * @param parent the {@code traceparent} that the request carries; absent = whatever is current on this thread
     */
    Span begin(String plugin, String function, Optional<String> parent);

    /** One call as it is followed. */
    interface Span {
        /** What the plugin sees and its host calls carry: a W3C {@code traceparent}; absent = none. */
        Optional<String> traceparent();

        /** Ends it, maybe on another thread; {@code failure} is absent when the call succeeded. */
        void end(Optional<Failure> failure);
    }
}
