package io.mortise.manager.internal.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonTest {
    record City(String name, int people, List<String> names) {}

    record Everything(String z, Optional<String> a, Instant at, Duration took, Map<String, Integer> map) {}

    @Test
    void record_isWrittenInItsOwnOrder_theSameEveryTime() {
        Map<String, Integer> map = new LinkedHashMap<>();
        map.put("b", 1);
        map.put("a", 2);

        assertThat(Json.text(new Everything("ü", Optional.empty(), Instant.EPOCH, Duration.ofMillis(1500), map)))
                .isEqualTo("{\"z\":\"ü\",\"a\":null,\"at\":\"1970-01-01T00:00:00Z\",\"took\":\"PT1.5S\","
                        + "\"map\":{\"b\":1,\"a\":2}}");
    }

    @Test
    void record_comesBack_asItWasWritten() {
        City paris = new City("Paris", 2_100_000, List.of("Lutetia"));

        assertThat(Json.read(Json.write(paris), City.class)).isEqualTo(paris);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"name\":\"x\",\"people\":1,\"nmaes\":[]} | has an unknown property \"nmaes\" at line 1, column 35",
                "{\"name\":\"x\",\"name\":\"y\"} | is no JSON at line 1, column 19",
                "{\"name\":\"x\" | ends too early at line 1, column 12",
                "{\"name\":[1]} | does not have the wanted shape at line 1, column 9",
                "{\"people\":1} {} | does not have the wanted shape at line 1, column 14",
                "null | is null",
                "{name:1} | is no JSON at line 1, column 2"
            })
    void text_isRefused_withItsPlaceAndWithoutItsContent(String json, String message) {
        assertThatThrownBy(() -> Json.read(json.getBytes(UTF_8), City.class))
                .isInstanceOf(BadJson.class)
                .hasMessage(message);
    }

    @Test
    void text_isRefused_whenItIsNestedTooDeeply() {
        byte[] deep = ("[".repeat(100_000) + "]".repeat(100_000)).getBytes(UTF_8);

        assertThatThrownBy(() -> Json.read(deep, List.class))
                .isInstanceOf(BadJson.class)
                .hasMessage("is nested too deeply or has too long a number");
    }

    @Test
    void pointer_findsValues() {
        byte[] json = "{\"a\":[{\"b/c\":\"x\",\"n\":null}],\"f\":1.5}".getBytes(UTF_8);

        assertThat(Json.at(json, "/a/0/b~1c")).contains("x");
        assertThat(Json.at(json, "/f")).contains(1.5);
        assertThat(Json.at(json, "/a/0/n")).isEmpty();
        assertThat(Json.at(json, "/a/7")).isEmpty();
        assertThat(Json.at(json, "")).contains(Json.object("{\"a\":[{\"b/c\":\"x\",\"n\":null}],\"f\":1.5}"));
    }
}
