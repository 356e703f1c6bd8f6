package io.mortise.sdk;

import static java.util.Objects.requireNonNull;

import java.util.regex.Pattern;

/** One function of the plugin: its name, a sentence for people, its body. */
record Function(String name, String description, Body body) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,127}");
    private static final byte[] NOTHING = {};

    /** What every kind of handler becomes: chunks first, then the rest of the result. */
    @FunctionalInterface
    interface Body {
        byte[] run(PluginCall call, byte[] input, ChunkSink chunks) throws Exception;
    }

    Function {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("function name \"" + name + "\"; expected " + NAME);
        }
        requireNonNull(description, "description");
        requireNonNull(body, "body");
    }

    static <I, O> Body typed(Class<I> input, Class<O> output, Handler<I, O> handler) {
        requireNonNull(input, "input");
        requireNonNull(output, "output");
        requireNonNull(handler, "handler");
        return (call, bytes, chunks) -> Json.write(output.cast(handler.handle(call, Json.input(bytes, input))));
    }

    static Body bytes(BytesHandler handler) {
        requireNonNull(handler, "handler");
        return (call, bytes, chunks) -> handler.handle(call, bytes);
    }

    static Body stream(StreamHandler handler) {
        requireNonNull(handler, "handler");
        return (call, bytes, chunks) -> {
            handler.handle(call, bytes, chunks);
            return NOTHING;
        };
    }

    Function describedAs(String other) {
        return new Function(name, other, body);
    }
}
