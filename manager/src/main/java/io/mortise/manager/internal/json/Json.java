package io.mortise.manager.internal.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonPointer;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;

/** JSON bytes to values and back: records, maps, lists, text, numbers, booleans. Strict, bounded, deterministic. */
public final class Json {
    /** The most levels of objects and lists in one text. */
    public static final int MAX_DEPTH = 128;

    /** The longest text that is read: 64 MiB. */
    public static final int MAX_BYTES = 64 << 20;

    private static final JsonMapper MAPPER = JsonMapper.builder(factory())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS, DateTimeFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .build();

    private Json() {}

    private static JsonFactory factory() {
        return JsonFactory.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .maxDocumentLength(MAX_BYTES)
                        .maxStringLength(MAX_BYTES)
                        .maxNumberLength(1_000)
                        .build())
                .streamWriteConstraints(
                        StreamWriteConstraints.builder().maxNestingDepth(512).build())
                .build();
    }

    /** UTF-8, no blanks; a record's components in their order, a map's keys in the map's order. */
    public static byte[] write(Object value) {
        return MAPPER.writeValueAsBytes(value);
    }

    /** The same as text. */
    public static String text(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    /**
     * Strict: the whole text, no duplicate keys, no unknown properties, at most 128 levels and 64 MiB.
     *
     * @throws BadJson when it is not
     */
    public static <T> T read(byte[] json, Class<T> type) {
        try {
            T value = MAPPER.readValue(bounded(json), type);
            if (value == null) {
                throw new BadJson("is null");
            }
            return value;
        } catch (JacksonException e) {
            throw BadJson.of(e);
        }
    }

    /**
     * A JSON object as Java values (String, Integer, Long, BigInteger, Double, Boolean, List, Map, null).
     *
     * @throws BadJson when it is none
     */
    public static Map<String, Object> object(String json) {
        Map<String, Object> copy = new LinkedHashMap<>();
        Map<?, ?> read = read(json.getBytes(UTF_8), Map.class);
        read.forEach((key, value) -> copy.put((String) key, value));
        return copy;
    }

    /**
     * The value at a JSON pointer as Java value (String, Integer, Long, Double, Boolean, List, Map); empty when there
     * is none or it is null.
     *
     * @throws BadJson when the text is no JSON
     */
    public static Optional<Object> at(byte[] json, String pointer) {
        JsonNode node = tree(json).at(JsonPointer.compile(pointer));
        return Optional.ofNullable(MAPPER.treeToValue(node, Object.class));
    }

    static JsonNode tree(byte[] json) {
        try {
            JsonNode node = MAPPER.readTree(bounded(json));
            if (node.isMissingNode()) {
                throw new BadJson("is empty");
            }
            return node;
        } catch (JacksonException e) {
            throw BadJson.of(e);
        }
    }

    /** From Java values. */
    static JsonNode tree(Object value) {
        return MAPPER.valueToTree(value);
    }

    static JsonNode nothing() {
        return MAPPER.nullNode();
    }

    static List<Object> values(JsonNode list) {
        return list.valueStream()
                .<Object>map(each -> MAPPER.treeToValue(each, Object.class))
                .toList();
    }

    private static byte[] bounded(byte[] json) {
        if (json.length > MAX_BYTES) {
            throw new BadJson("has " + json.length + " bytes, more than 64 MiB");
        }
        return json;
    }
}
