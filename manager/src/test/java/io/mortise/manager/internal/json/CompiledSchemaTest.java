package io.mortise.manager.internal.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mortise.api.error.Detail.Violation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompiledSchemaTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"type\":\"integer\"} | \"hush\" | is text, not a whole number",
                "{\"type\":[\"integer\",\"null\"]} | \"hush\" | is text, not a whole number or empty",
                "{\"enum\":[\"x\",\"y\"]} | \"hush\" | is not one of x, y",
                "{\"enum\":[\"first\",\"y\"]} | \"firts\" | is not one of first, y; did you mean first?",
                "{\"const\":7} | 8 | is not 7",
                "{\"minimum\":1,\"maximum\":5} | 9 | is not in 1..5",
                "{\"minimum\":1} | 0 | is not at least 1",
                "{\"exclusiveMaximum\":1} | 1 | is not below 1",
                "{\"multipleOf\":2} | 3 | is not a multiple of 2",
                "{\"minLength\":3} | \"ab\" | has 2 characters, not at least 3",
                "{\"minItems\":1,\"maxItems\":2} | [1,2,3] | has 3 entries, not 1..2",
                "{\"maxProperties\":0} | {\"hush\":1} | has 1 keys, not at most 0",
                "{\"uniqueItems\":true} | [1,1] | has an entry twice",
                "{\"pattern\":\"^a+$\"} | \"hush\" | is not text that matches ^a+$",
                "{\"pattern\":\"^a+$\",\"x-wants\":\"some a\"} | \"hush\" | is not some a",
                "{\"format\":\"ipv4\"} | \"hush\" | is not of format ipv4",
                "{\"not\":{\"type\":\"string\"}} | \"hush\" | violates not",
                "{\"contains\":{\"const\":1}} | [2] | has too few entries of the kind that is wanted",
                "{\"oneOf\":[{\"type\":\"integer\"},{\"minimum\":2}]} | 5 | fits more than one of the choices",
                "false | \"hush\" | is not allowed here",
                "{\"required\":[\"a\"]} | {} | a is missing",
                "{\"dependentRequired\":{\"a\":[\"b\"]}} | {\"a\":1} | b is missing",
                "{\"anyOf\":[{\"type\":\"integer\"},{\"type\":\"array\"}]} | \"hush\" | is text, not a whole number or a list",
                "{\"anyOf\":[{\"type\":\"integer\",\"minimum\":3},{\"type\":\"array\"}]} | 1 | is not at least 3",
                "{} | {\"hush | ends too early at line 1, column 7",
                "{} | {\"a\":1,\"a\":2} | is no JSON at line 1, column 11",
                "{} | [1] hush | is no JSON at line 1, column 5"
            })
    void violation_saysWhatIsWanted_neverTheValue(String schema, String value, String text) {
        List<Violation> violations = CompiledSchema.of(schema).validate(value.getBytes(UTF_8));

        assertThat(violations).containsExactly(new Violation("", text));
        assertThat(violations.toString()).doesNotContain("hush");
    }

    @Test
    void everyViolation_isTold_withItsPointer() {
        CompiledSchema schema = CompiledSchema.of(
                """
                {"properties": {"list": {"items": {"anyOf": [
                    {"type": "string", "maxLength": 2},
                    {"type": "object", "properties": {"a/b": {"type": "integer"}}, "additionalProperties": false}]}}},
                 "required": ["name"]}""");

        assertThat(schema.validate("{\"list\":[\"long\",{\"a/b\":\"x\"},{\"c~d\":1},3,\"ok\"]}".getBytes(UTF_8)))
                .containsExactlyInAnyOrder(
                        new Violation("", "name is missing"),
                        new Violation("/list/0", "has 4 characters, not at most 2"),
                        new Violation("/list/1/a~1b", "is text, not a whole number"),
                        new Violation("/list/2/c~0d", "unknown key; known: a/b"),
                        new Violation("/list/3", "is a whole number, not text or a map"));
    }

    @Test
    void violations_areCapped_whenEveryEntryIsWrong() {
        CompiledSchema schema = CompiledSchema.of("{\"items\":{\"type\":\"string\"}}");

        List<Violation> violations = schema.validate(("[" + "1,".repeat(50_000) + "1]").getBytes(UTF_8));

        assertThat(violations).hasSize(101).endsWith(new Violation("", "has more than 100 violations"));
    }

    @Test
    void cap_neverTurnsAChoiceOver_whenOneBranchHasThousandsOfErrors() {
        CompiledSchema schema =
                CompiledSchema.of("{\"anyOf\":[{\"items\":{\"type\":\"string\"}},{\"items\":{\"type\":\"integer\"}}]}");

        assertThat(schema.validate(("[" + "1,".repeat(5_000) + "1]").getBytes(UTF_8)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{ | ends too early at line 1, column 2",
                "[] | is neither an object nor true or false",
                "{\"type\":\"strin\"} | is no JSON Schema 2020-12: /type \"strin\" is not one of array, boolean, integer, "
                        + "null, number, object, string; did you mean string?",
                "{\"properties\":{\"a\":3}} | is no JSON Schema 2020-12: /properties/a 3 is a whole number, not a map or "
                        + "true or false",
                "{\"minimum\":\"x\"} | is no JSON Schema 2020-12: /minimum \"x\" is text, not a number",
                "{\"$schema\":\"http://json-schema.org/draft-07/schema#\"} | is written for "
                        + "\"http://json-schema.org/draft-07/schema#\"; JSON Schema 2020-12 is read",
                "{\"$ref\":\"https://evil.test/x\"} | refers to \"https://evil.test/x\"; only references inside it are allowed",
                "{\"items\":{\"$ref\":\"file:///etc/passwd\"}} | refers to \"file:///etc/passwd\"; only references inside "
                        + "it are allowed",
                "{\"items\":{\"$id\":\"http://evil.test/\"}} | has an inner $id \"http://evil.test/\"",
                "{\"$ref\":\"#/$defs/none\"} | refers to \"#/$defs/none\", which is not in it",
                "{\"$ref\":\"#%=s\"} | refers to \"#%=s\", which is not a URI",
                "{\"$ref\":\"#\"} | reference \"#\" comes back to itself",
                "{\"$defs\":{\"a\":{\"anyOf\":[{\"$ref\":\"#/$defs/b\"}]},\"b\":{\"$ref\":\"#/$defs/a\"}},\"items\":"
                        + "{\"$ref\":\"#/$defs/a\"}} | reference \"#/$defs/a\" comes back to itself",
                "{\"pattern\":\"(a)\\\\1\"} | pattern \"(a)\\1\" is not one that RE2 takes: invalid escape sequence",
                "{\"pattern\":\"((a{100}){100}){100}\"} | pattern \"((a{100}){100}){100}\" repeats more than 1000 times"
            })
    void schema_isRefused_whenItIsBad(String schema, String message) {
        assertThatThrownBy(() -> CompiledSchema.of(schema))
                .isInstanceOf(BadSchema.class)
                .hasMessage(message);
    }

    @Test
    void schema_isRefused_whenReferencesDoubleThirtyTimes() {
        StringBuilder defs = new StringBuilder();
        for (int i = 0; i < 30; i++) {
            defs.append("\"a%d\":{\"allOf\":[{\"$ref\":\"#/$defs/a%d\"},{\"$ref\":\"#/$defs/a%d\"}]},"
                    .formatted(i, i + 1, i + 1));
        }
        String schema = "{\"$ref\":\"#/$defs/a0\",\"$defs\":{" + defs + "\"a30\":{\"type\":\"string\"}}}";

        assertThatThrownBy(() -> CompiledSchema.of(schema))
                .isInstanceOf(BadSchema.class)
                .hasMessage("has more than 500 subschemas, counted through $ref");
    }

    @Test
    void schema_isRefused_whenItIsLargerThan64Kibibytes() {
        assertThatThrownBy(() -> CompiledSchema.of("{\"title\":\"" + "x".repeat(64 << 10) + "\"}"))
                .isInstanceOf(BadSchema.class)
                .hasMessage("has 65548 bytes, more than 64 KiB");
    }

    @ParameterizedTest
    @ValueSource(strings = {"^(.*a){25}$", "(a+)+$", "(a|aa)+$", "^(([a-z])+.)+[A-Z]([a-z])+$"})
    void pattern_takesLinearTime_whereBacktrackingWouldNotEnd(String pattern) {
        CompiledSchema schema = CompiledSchema.of("{\"pattern\":\"" + pattern + "\"}");
        byte[] value = ('"' + "a".repeat(5_000) + "!\"").getBytes(UTF_8);

        assertThat(org.junit.jupiter.api.Assertions.assertTimeoutPreemptively(
                        Duration.ofSeconds(10), () -> schema.validate(value)))
                .hasSize(1);
    }

    @Test
    void check_givesUp_whenAValueMakesTheSchemaDoubleAtEveryLevel() {
        CompiledSchema schema = CompiledSchema.of(
                """
                {"$defs": {"n": {"properties": {"a": {"allOf": [{"$ref": "#/$defs/n"}, {"$ref": "#/$defs/n"}]}}}},
                 "$ref": "#/$defs/n"}""");
        byte[] value = ("{\"a\":".repeat(40) + "1" + "}".repeat(40)).getBytes(UTF_8);

        assertThat(schema.validate(value))
                .containsExactly(new Violation(
                        "", "takes too long to check: its schema is too complex for a value of this size"));
    }

    @Test
    void recursiveSchema_isFine_whenItGoesDeeperIntoTheValue() {
        CompiledSchema schema = CompiledSchema.of(
                "{\"type\":\"object\",\"properties\":{\"left\":{\"$ref\":\"#\"},\"right\":{\"$ref\":\"#\"}}}");

        assertThat(schema.validate("{\"left\":{\"left\":{\"right\":3}}}".getBytes(UTF_8)))
                .containsExactly(new Violation("/left/left/right", "is a whole number, not a map"));
    }

    @Test
    void javaValues_areCheckedLikeBytes() {
        assertThat(CompiledSchema.of("{\"properties\":{\"a\":{\"type\":\"string\"}}}")
                        .validateValue(Map.of("a", 1L)))
                .containsExactly(new Violation("/a", "is a whole number, not text"));
    }

    @Test
    void oneSchema_servesManyThreads() {
        CompiledSchema schema = CompiledSchema.of("{\"properties\":{\"n\":{\"maximum\":500}}}");

        List<Integer> wrong = IntStream.range(0, 1_000)
                .parallel()
                .filter(n ->
                        !schema.validate(("{\"n\":" + n + "}").getBytes(UTF_8)).isEmpty())
                .boxed()
                .toList();

        assertThat(wrong).isEqualTo(IntStream.range(501, 1_000).boxed().toList());
    }
}
