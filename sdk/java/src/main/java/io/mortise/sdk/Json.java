package io.mortise.sdk;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** JSON and values; loaded with the first value, not at start. */
final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Json() {}

    static byte[] write(Object value) {
        return MAPPER.writeValueAsBytes(value);
    }

    /** For a class-data archive: a record there and back, and a configuration. */
    static void warmUp() {
        record Sample(String text, int number) {}
        read(write(new Sample("text", 1)), Sample.class, IllegalStateException::new);
        at(write(Map.of("a", 1)), "/a");
    }

    /** The input of a typed function. */
    static <T> T input(byte[] bytes, Class<T> type) {
        return read(bytes, type, message -> new CallRejected(Code.INVALID_ARGUMENT, "input " + message));
    }

    /** A value that came from the host. */
    static <T> T hostValue(byte[] bytes, Class<T> type, String what) {
        return read(bytes, type, message -> new HostException(Code.DATA_LOSS, what + " " + message));
    }

    /** The value at a JSON pointer, as JSON. */
    static Optional<byte[]> at(byte[] document, String pointer) {
        try {
            JsonNode node = MAPPER.readTree(document).at(JsonPointer.compile(pointer));
            return node.isMissingNode() ? Optional.empty() : Optional.of(MAPPER.writeValueAsBytes(node));
        } catch (IllegalArgumentException e) {
            throw new HostException(Code.INVALID_ARGUMENT, "\"" + pointer + "\" is not a JSON pointer", e);
        }
    }

    private static <T> T read(byte[] bytes, Class<T> type, Function<String, ? extends RuntimeException> refusal) {
        T value;
        try {
            value = MAPPER.readValue(bytes, type);
        } catch (JacksonException e) {
            throw refusal.apply("is not a " + type.getSimpleName() + ": " + e.getOriginalMessage());
        }
        if (value == null) {
            throw refusal.apply("is null; expected a " + type.getSimpleName());
        }
        return value;
    }
}
