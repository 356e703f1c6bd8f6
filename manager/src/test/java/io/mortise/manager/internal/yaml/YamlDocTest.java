package io.mortise.manager.internal.yaml;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class YamlDocTest {
    @Test
    void scalars_areReadByTheCoreSchemaOfYaml12() {
        YamlDoc doc = parse(
                """
                text: [no, on, yes, 1:30, 2026-11-21, 1_000, 0777, 1.4.0, "5", '', 0x, .]
                numbers: [1, -2, +3, 0x1F, 0o17, 1.5, .5, 1e3, 99999999999999999999]
                others: [true, False, null, ~, ]
                """);

        assertThat(doc.problems()).isEmpty();
        assertThat(doc.at("/text"))
                .contains(List.of("no", "on", "yes", "1:30", "2026-11-21", "1_000", 777L, "1.4.0", "5", "", "0x", "."));
        assertThat(doc.at("/numbers"))
                .contains(List.of(1L, -2L, 3L, 31L, 15L, 1.5, 0.5, 1000.0, new BigInteger("99999999999999999999")));
        assertThat(doc.at("/others")).hasToString("Optional[[true, false, null, null]]");
    }

    @Test
    void everyKeyAndValue_knowsItsPlace() {
        YamlDoc doc = parse("a:\n  - b: 1\n    \"c.d\": two words\n");

        assertThat(doc.problemAt("/a/0/b", "x")).isEqualTo(new Problem("f.yaml", new Place(2, 8, 1), "a[0].b", "x"));
        assertThat(doc.problemAt("/a/0/c.d", "x"))
                .isEqualTo(new Problem("f.yaml", new Place(3, 12, 9), "a[0].\"c.d\"", "x"));
        assertThat(doc.problemAtKey("/a/0/c.d", "x").place()).isEqualTo(new Place(3, 5, 5));
        assertThat(doc.problemAt("/a/0/none/below", "x").place()).isEqualTo(new Place(2, 5, 1));
        assertThat(doc.problemAt("", "x").place()).isEqualTo(new Place(1, 1, 1));
    }

    @Test
    void alias_isItsAnchorsValue_andStandsWhereItIsWritten() {
        YamlDoc doc = parse("base: &base { x: 1 }\nuse: *base\n");

        assertThat(doc.at("/use")).contains(Map.of("x", 1L));
        assertThat(doc.problemAt("/use/x", "p").place()).isEqualTo(new Place(2, 6, 1));
    }

    @Test
    void aliases_areCounted() {
        String ten = "a: &a 1\nb: [" + "*a, ".repeat(9) + "*a]\n";

        assertThat(parse(ten).problems()).isEmpty();
        assertThat(parse(ten + "c: *a\n").problems())
                .containsExactly(new Problem("f.yaml", new Place(3, 4, 1), "c", "uses more than 10 aliases"));
    }

    @Test
    void values_areCountedThroughAliases() {
        String bomb = "a: &a [" + "1,".repeat(20_000) + "1]\nb: &b [*a, *a]\nc: [*b, *b]\n";

        assertThat(parse(bomb).problems())
                .containsExactly(new Problem(
                        "f.yaml",
                        new Place(3, 5, 1),
                        "c[0]",
                        "holds more than 100,000 values, counted through aliases"));
    }

    @Test
    void depth_isBounded() {
        assertThat(parse("a: " + "[".repeat(29) + "]".repeat(29)).problems()).isEmpty();
        assertThat(parse("a: " + "[".repeat(31) + "]".repeat(31)).problems())
                .singleElement()
                .extracting(Problem::text)
                .isEqualTo("is nested more than 30 levels deep");
    }

    @Test
    void everyProblem_isTold_whenAKeyIsWrittenTwice() {
        YamlDoc doc = parse("a: 1\na: !x 2\nb: !y 3\n");

        assertThat(doc.root()).isEqualTo(new LinkedHashMap<>(Map.of("a", 1L, "b", 3L)));
        assertThat(doc.problems())
                .extracting(each -> each.violation().toString())
                .containsExactly(
                        "f.yaml:2: a: is written twice; first in line 1",
                        "f.yaml:2: a: tags are not read: \"!x\"",
                        "f.yaml:3: b: tags are not read: \"!y\"");
    }

    @Test
    void text_isAcceptedUpToOneMebibyte() {
        String mebibyte = "a: 1\n#" + "x".repeat((1 << 20) - 6);

        assertThat(parse(mebibyte).problems()).isEmpty();
        assertThat(parse(mebibyte + "x").problems())
                .containsExactly(new Problem("f.yaml", Place.START, "", "has 1048577 bytes, more than 1 MiB"));
    }

    private static YamlDoc parse(String text) {
        return YamlDoc.parse("f.yaml", text.getBytes(UTF_8));
    }
}
