package io.mortise.manager.internal.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class PlainJsonTest {
    private static final JsonMapper JACKSON = JsonMapper.builder().build();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                " true ",
                "0",
                "-1",
                "2147483647",
                "2147483648",
                "-2147483648",
                "123456789012345",
                "0.5",
                "-0.25",
                "12.125",
                "\"\"",
                "\"a\\u00e9\\n\\\"\\\\\\/\\b\\f\\r\\tz\"",
                "\"ärger – 文字\"",
                "[]",
                "{}",
                "[1,[2,[3]],\"x\",null,false]",
                "{\"b\":1,\"a\":{\"c\":[true,{}]},\"\":2}",
                "\r\n\t {\"a\" : [ 1 , 2 ] } \n"
            })
    void plainDocument_isReadAsJacksonReadsIt(String json) {
        Optional<PlainJson.Document> read = PlainJson.read(json);

        assertThat(read).isPresent();
        Object value = read.get().value();
        Object expected = JACKSON.readValue(json, Object.class);
        assertThat(value).isEqualTo(expected);
        assertThat(String.valueOf(value)).isEqualTo(String.valueOf(expected));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nul",
                "truex",
                "01",
                "-",
                "-0",
                "1.",
                ".5",
                "1e3",
                "1E3",
                "0x1",
                "1234567890123456",
                "0.1234567890123456",
                "\"a",
                "\"a\u0001\"",
                "\"\\x\"",
                "\"\\u12g4\"",
                "\"\\ud83d\\ude00\"",
                "\"\ufffd\"",
                "[1,]",
                "[1 2]",
                "{\"a\":1,}",
                "{\"a\" 1}",
                "{a:1}",
                "{\"a\":1,\"a\":2}",
                "[1] 2",
                "// no\n1",
                "\ufeff{}"
            })
    void doubtfulDocument_isLeftToJackson(String json) {
        assertThat(PlainJson.read(json)).isEmpty();
    }

    @Test
    void depth_isBounded() {
        assertThat(PlainJson.read("[".repeat(64) + "]".repeat(64))).isPresent();
        assertThat(PlainJson.read("[".repeat(100_000))).isEmpty();
    }

    @Test
    void malformedUtf8_isLeftToJackson() {
        assertThat(PlainJson.read(new byte[] {'"', (byte) 0xc3, '"'})).isEmpty();
        assertThat(PlainJson.read("\"é\"".getBytes(UTF_8))).contains(new PlainJson.Document("é"));
    }

    static List<Object> values() {
        StringBuilder all = new StringBuilder();
        for (char c = 0; c < 0x300; c++) {
            all.append(c);
        }
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("z\"\n", 1);
        map.put("a", new ArrayList<>(Arrays.asList(null, true, Long.MIN_VALUE, -1, "x/y", Map.of())));
        map.put("\u2028\u007f", List.of());
        return List.of("", all.append("\u2028\uffff").toString(), 7, 1L << 40, false, map, List.of(map, map));
    }

    @ParameterizedTest
    @MethodSource("values")
    void plainValue_isWrittenAsJacksonWritesIt(Object value) {
        String text = JACKSON.writeValueAsString(value);

        assertThat(PlainText.of(value)).contains(text);
        assertThat(Json.text(value)).isEqualTo(text);
        assertThat(Json.write(value)).isEqualTo(text.getBytes(UTF_8));
    }

    private record Pair(int left, String right) {}

    @Test
    void otherValue_isLeftToJackson() {
        List<Object> others = List.of(1.5, new Pair(1, "a"), Map.of(1, "a"), "\ud83d\ude00", Optional.of(1));

        assertThat(others).allSatisfy(each -> assertThat(PlainText.of(each)).isEmpty());
        assertThat(others).allSatisfy(each -> assertThat(PlainText.of(List.of(Map.of("in", each))))
                .isEmpty());
        assertThat(Json.text(List.of(1.5, new Pair(1, "a")))).isEqualTo("[1.5,{\"left\":1,\"right\":\"a\"}]");
    }
}
