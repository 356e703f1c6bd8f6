package io.mortise.api.host;

import static java.util.Objects.requireNonNull;

/**
 * A function of the embedding application that plugins may be granted.
 *
 * @param name dotted, such as {@code chat.send}
 * @param description what the operator consents to: "send messages to chat rooms"
 */
public record HostFunction(String name, String description, Body body) {
    public HostFunction {
        requireNonNull(name, "name");
        requireNonNull(description, "description");
        requireNonNull(body, "body");
    }

    /** JSON in, JSON out, as records or other types the manager's JSON mapper knows. */
    public static <I, O> HostFunction of(
            String name, String description, Class<I> input, Class<O> output, OnValues<I, O> function) {
        return new HostFunction(name, description, new TypedBody<>(input, output, function));
    }

    /** Bytes in, bytes out. */
    public static HostFunction ofBytes(String name, String description, OnBytes function) {
        return new HostFunction(name, description, new BytesBody(function));
    }

    /** What it does. Runs on the calling thread under the call's deadline. */
    public sealed interface Body {}

    /** On bytes. */
    public record BytesBody(OnBytes function) implements Body {}

    /** On values. */
    public record TypedBody<I, O>(Class<I> input, Class<O> output, OnValues<I, O> function) implements Body {}

    /** Throw {@link HostFailure} for a status; anything else reaches the guest as INTERNAL without text. */
    @FunctionalInterface
    public interface OnBytes {
        byte[] apply(HostCall call, byte[] payload) throws Exception;
    }

    /** Throw {@link HostFailure} for a status; anything else reaches the guest as INTERNAL without text. */
    @FunctionalInterface
    public interface OnValues<I, O> {
        O apply(HostCall call, I input) throws Exception;
    }
}
