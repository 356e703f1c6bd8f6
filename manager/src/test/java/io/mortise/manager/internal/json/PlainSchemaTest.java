package io.mortise.manager.internal.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.manager.internal.yaml.YamlDoc;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlainSchemaTest {
    private static final String MANIFEST =
            """
            name: weather
            version: 1.2.3-rc.1
            description: Tells the weather.
            runtime: [wasm, grpc]
            wasm: { module: m/plugin.wasm, abi: auto, state: fresh, image: true }
            grpc: { binary: bin/weather }
            keywords: [sun, rain]
            x-own: { anything: [1, 2.5, null] }
            requires: { mortise: "0.3", plugins: { geo: ">=1.0.0" } }
            functions:
              forecast: { timeout: 2s, idempotent: true, input: { type: object } }
            contributes:
              command: [{ id: weather, function: forecast }]
            activation: lazy
            permissions:
              http: [{ host: api.weather.example, methods: [GET] }]
              kv: {}
            limits: { memory: 64MiB, timeout: 5s, payload: 1MiB }
            """;

    private static final String SETTINGS =
            """
            plugins: [{ dir: plugins, snapshot: copy }]
            runtime: { weather: wasm }
            reload: { debounce: 200ms }
            log: { level: info }
            """;

    private static final String GRANTS = """
            version: 1
            grants: {}
            """;

    static Stream<Arguments> documents() {
        return Stream.of(
                Arguments.of(ShippedSchema.pluginText(), MANIFEST),
                Arguments.of(ShippedSchema.settingsText(), SETTINGS),
                Arguments.of(ShippedSchema.grantsText(), GRANTS));
    }

    @ParameterizedTest
    @MethodSource("documents")
    void accepted_isValidForTheLibrary_whateverIsChangedInADocument(String schema, String yaml) {
        Map<String, Object> original = parsed(yaml);
        PlainSchema plain = PlainSchema.of(schema);
        CompiledSchema library = CompiledSchema.trusted(schema);
        Random random = new Random(20_261_121);
        int accepted = 0;
        for (int i = 0; i < 2_000; i++) {
            Object changed = changed(original, random);
            if (plain.accepts(changed)) {
                accepted++;
                assertThat(library.judged(changed)).as("%s", changed).isEmpty();
            }
        }
        assertThat(accepted).isBetween(20, 1_990);
    }

    @Test
    void usualManifest_needsNoLibrary() {
        Map<String, Object> manifest = parsed("name: guest\nversion: 1.0.0\nruntime: wasm\nfunctions: { echo: {} }\n");

        assertThat(PlainSchema.of(ShippedSchema.pluginText()).accepts(manifest)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"type\":\"integer\"} | 1.5",
                "{\"type\":[\"integer\"]} | 1",
                "{\"enum\":[1]} | 1",
                "{\"maximum\":1} | 2",
                "{\"maximum\":1.5} | 1",
                "{\"const\":\"a\"} | \"b\"",
                "{\"oneOf\":[true]} | 1",
                "{\"not\":false} | 1",
                "{\"unknown\":1} | 1",
                "{\"$ref\":\"#/$defs/none\"} | 1",
                "{\"$ref\":\"#\"} | 1",
                "{\"minLength\":2} | \"a\"",
                "{\"maxLength\":1} | \"ab\"",
                "{\"pattern\":\"^a$\"} | \"a\\n\"",
                "{\"required\":[\"a\"]} | {}",
                "{\"additionalProperties\":false,\"patternProperties\":{\"^x\":true}} | {\"y\":1}",
                "{\"propertyNames\":{\"maxLength\":1}} | {\"yy\":1}",
                "{\"minProperties\":1} | {}",
                "{\"items\":{\"type\":\"string\"}} | [1]",
                "{\"uniqueItems\":true} | [\"a\",\"a\"]",
                "{\"uniqueItems\":true} | [1,1.0]",
                "{\"minItems\":1} | []",
                "false | 1",
                "7 | 1",
                "{\"type\" | 1"
            })
    void doubtful_isNotAccepted(String schema, String value) {
        Object read = PlainJson.read(value).orElseThrow().value();

        assertThat(PlainSchema.of(schema).accepts(read)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\",\"pattern\":\"^a+$\"}},\"required\":[\"a\"]}",
                "{\"anyOf\":[true,{\"enum\":[1,\"a\"]}],\"default\":{\"$ref\":1},\"minLength\":0}",
                "{}"
            })
    void soundSchema_isOneForTheLibrary(String schema) {
        assertThat(SoundSchema.isSound(schema)).isTrue();
        SchemaLanguage.requireValid(SchemaCaps.check(schema));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{\"type\":\"text\"}",
                "{\"type\":[\"string\"]}",
                "{\"minLength\":-1}",
                "{\"minLength\":1.5}",
                "{\"pattern\":\"(a\"}",
                "{\"pattern\":\"a{1000}{1000}\"}",
                "{\"required\":[\"a\",\"a\"]}",
                "{\"required\":[1]}",
                "{\"properties\":{\"a\":1}}",
                "{\"anyOf\":[]}",
                "{\"$ref\":\"#\"}",
                "{\"format\":\"ipv4\"}",
                "{\"$schema\":\"http://json-schema.org/draft-07/schema\"}",
                "{\"unknown\":{}}"
            })
    void doubtfulSchema_isLeftToTheLibrary(String schema) {
        assertThat(SoundSchema.isSound(schema)).isFalse();
    }

    @Test
    void soundSchema_isSmall() {
        String member = "\"a%d\":{\"type\":\"string\"},";
        StringBuilder many = new StringBuilder("{\"properties\":{");
        for (int i = 0; i < 400; i++) {
            many.append(member.formatted(i));
        }

        assertThat(SoundSchema.isSound(many + "\"z\":true}}")).isFalse();
        assertThat(SoundSchema.isSound("{\"title\":\"" + "a".repeat(20_000) + "\"}"))
                .isFalse();
    }

    private static Map<String, Object> parsed(String yaml) {
        YamlDoc doc = YamlDoc.parse("a.yaml", yaml.getBytes(StandardCharsets.UTF_8));
        assertThat(doc.problems()).isEmpty();
        return new LinkedHashMap<>(doc.root());
    }

    /** A copy in which about one value is another one, or one more, or not there. */
    private static Object changed(Object value, Random random) {
        if (random.nextInt(25) == 0) {
            return strange(random);
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> copy = new LinkedHashMap<>();
            map.forEach((key, each) -> {
                if (random.nextInt(30) > 0) {
                    copy.put(random.nextInt(40) == 0 ? key + "-x" : String.valueOf(key), changed(each, random));
                }
            });
            return copy;
        }
        if (value instanceof List<?> list) {
            List<Object> copy = new ArrayList<>();
            list.forEach(each -> copy.add(changed(each, random)));
            if (!copy.isEmpty() && random.nextInt(10) == 0) {
                copy.add(copy.get(0));
            }
            return copy;
        }
        return value;
    }

    private static Object strange(Random random) {
        List<Object> strange = new ArrayList<>(Arrays.asList(
                null,
                true,
                0L,
                -1L,
                1 << 30,
                1.0,
                2.5,
                "",
                "a",
                "1.0.0",
                "5s",
                "x".repeat(1_500),
                "a\nb",
                List.of(),
                List.of("wasm", "wasm"),
                Map.of(),
                Map.of("x-a", 1L),
                Map.of("a", "b")));
        return strange.get(random.nextInt(strange.size()));
    }
}
