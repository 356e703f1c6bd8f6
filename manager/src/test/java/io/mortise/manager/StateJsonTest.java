package io.mortise.manager;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.manager.Remembered.Contents;
import io.mortise.manager.Remembered.Hold;
import io.mortise.manager.Remembered.Said;
import io.mortise.manager.internal.json.Json;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StateJsonTest {
    private static final Said ADA = new Said("ada", "2026-11-21T10:00:00Z");
    private static final StateContent CONTENT = new StateContent(
            StateContent.VERSION,
            ADA,
            Map.of("a".repeat(64), ADA),
            Map.of(
                    "weather",
                    new Remembered(ADA, Said.NOTHING, 1L << 40, new Contents("p", "b", "s"), new Hold("h", "1.0.0")),
                    "geo",
                    Remembered.NEW.numbered(7)));

    @Test
    void content_isReadAsItWasWritten_andAsDataBindingReadsIt() {
        byte[] json = StateJson.write(CONTENT);

        assertThat(StateJson.read(json)).contains(CONTENT);
        assertThat(Json.read(json, StateContent.class)).isEqualTo(CONTENT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"version\":2 | \"version\":1",
                "\"version\":2 | \"version\":3",
                "\"version\":2 | \"version\":\"2\"",
                "\"version\":2 | \"version\":2,\"more\":1",
                "\"generation\":7 | \"generation\":7.5",
                "\"generation\":7 | \"generations\":7",
                "\"by\":\"ada\" | \"by\":null",
                "\"frozen\":{ | \"frozen\":{\"x\":\"y\",",
                "\"floor\":\"\" | \"floor\":\"\",\"more\":\"\"",
                "\"geo\":{ | \"geo\":1,\"other\":{"
            })
    void otherForm_isLeftToDataBinding(String written, String changed) {
        String json = new String(StateJson.write(CONTENT), UTF_8);
        String other = json.replaceFirst(java.util.regex.Pattern.quote(written), changed);

        assertThat(other).isNotEqualTo(json);
        assertThat(StateJson.read(other.getBytes(UTF_8))).isEmpty();
    }
}
