package io.mortise.wasm.internal.abi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{\"a\":[1,-0.5,1e99999,12345678901234567890],\"b\":{\"c\":null,\"d\":true}}",
                "\"ü \\\" \\\\ \\n \\u0001\"",
                "[[],{},\"\"]"
            })
    void document_comesOutAsItWentIn(String text) {
        assertThat(Json.parse(text).write()).isEqualTo(text);
    }

    @Test
    void escapes_areRead() {
        assertThat(Json.parse(" \"\\u00e4\\/\\t\\b\\f\\r\" ")).isEqualTo(new Json.Text("ä/\t\b\f\r"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{\"a\"}",
                "{\"a\":1,}",
                "[1 2]",
                "01",
                "1.",
                "-",
                "tru",
                "\"\\x\"",
                "\"\\u12g4\"",
                "\"a",
                "1 2",
                "{\"a\":1,\"a\":2}",
                "\"\n\"",
                "nul",
                "+1",
                "NaN",
                "'a'"
            })
    void text_isRefused_whenItIsNoJson(String text) {
        assertThatThrownBy(() -> Json.parse(text)).isInstanceOf(JsonReader.NotJson.class);
    }

    @Test
    void depth_isBounded() {
        assertThat(Json.parse("[".repeat(64) + "]".repeat(64))).isNotNull();
        assertThatThrownBy(() -> Json.parse("[".repeat(66) + "]".repeat(66)))
                .hasMessageStartingWith("more than 64 levels");
    }
}
