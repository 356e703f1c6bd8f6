package io.mortise.manager.internal.tape;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mortise.api.host.HttpAnswer;
import io.mortise.api.host.KvService;
import io.mortise.manager.internal.json.Json;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** An answer as text, and back. */
public record Codec<R>(Function<R, String> write, Function<String, R> read) {
    static final Codec<Boolean> NOTHING = new Codec<>(done -> "", text -> true);
    static final Codec<String> TEXT = new Codec<>(text -> text, text -> text);
    static final Codec<Long> NUMBER = new Codec<>(String::valueOf, Long::parseLong);
    static final Codec<byte[]> BYTES = new Codec<>(Codec::text, Codec::bytes);
    static final Codec<Optional<byte[]>> MAYBE_BYTES = optional(BYTES);
    static final Codec<Optional<String>> MAYBE_TEXT = optional(TEXT);
    static final Codec<List<String>> NAMES = new Codec<>(Json::text, text -> List.of(json(text, String[].class)));
    static final Codec<Optional<KvService.Entry>> ENTRY = optional(new Codec<>(
            entry -> entry.version() + " " + text(entry.value()),
            text -> new KvService.Entry(
                    bytes(text.substring(text.indexOf(' ') + 1)),
                    Long.parseLong(text.substring(0, text.indexOf(' '))))));
    static final Codec<HttpAnswer> HTTP = new Codec<>(Json::text, text -> json(text, HttpAnswer.class));

    private static <R> Codec<Optional<R>> optional(Codec<R> of) {
        return new Codec<>(
                value -> value.map(each -> "=" + of.write().apply(each)).orElse(""),
                text -> text.isEmpty()
                        ? Optional.empty()
                        : Optional.of(of.read().apply(text.substring(1))));
    }

    /** Text as it is, so that secrets in it are found by value; anything else in base64. */
    public static String text(byte[] bytes) {
        try {
            return "t" + UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
        } catch (CharacterCodingException e) {
            return "b" + Base64.getEncoder().encodeToString(bytes);
        }
    }

    /** The bytes that {@link #text} wrote. */
    public static byte[] bytes(String text) {
        return text.startsWith("t")
                ? text.substring(1).getBytes(UTF_8)
                : Base64.getDecoder().decode(text.substring(1));
    }

    /** What {@link #text} wrote, for people: without the letter that says which of the two it is. */
    public static String shown(String text) {
        return text.substring(1);
    }

    private static <T> T json(String text, Class<T> type) {
        return Json.read(text.getBytes(UTF_8), type);
    }
}
