package io.mortise.testkit.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every field that can be written is enforced, or says where it is not. Each field that a schema calls enforced stands
 * in {@code fields.properties} with the test that moves it; a new field without one fails here.
 */
class FieldCoverageTest {
    private static final Path ROOT =
            Path.of("").toAbsolutePath().resolve("../..").normalize();

    private static JsonNode schema(String resource) throws IOException {
        try (InputStream in = FieldCoverageTest.class.getResourceAsStream(resource)) {
            return JsonMapper.builder().build().readTree(in);
        }
    }

    private static void collect(JsonNode node, String path, Set<String> into) {
        for (Map.Entry<String, JsonNode> property : node.path("properties").properties()) {
            String name = path.isEmpty() ? property.getKey() : path + '.' + property.getKey();
            JsonNode field = property.getValue();
            boolean isGroup = !field.path("properties").isEmpty();
            if (field.has("x-enforced") && !isGroup) {
                into.add(name);
            }
            collect(field, name, into);
        }
    }

    private static Properties covered() throws IOException {
        Properties covered = new Properties();
        try (InputStream in = FieldCoverageTest.class.getResourceAsStream("fields.properties")) {
            covered.load(in);
        }
        return covered;
    }

    @ParameterizedTest
    @CsvSource({"manifest, /io/mortise/api/plugin.schema.json", "settings, /io/mortise/manager/settings.schema.json"})
    void everyEnforcedField_hasATestThatMovesIt(String file, String resource) throws IOException {
        JsonNode schema = schema(resource);
        Set<String> fields = new TreeSet<>();
        collect(schema, "", fields);
        if (fields.remove("limits")) {
            collect(schema.path("$defs").path("limits"), "limits", fields);
        }

        Set<String> named = covered().stringPropertyNames().stream()
                .filter(name -> name.startsWith(file + '.'))
                .map(name -> name.substring(file.length() + 1))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(named).as("the fields of the %s in fields.properties", file).isEqualTo(fields);
    }

    @Test
    void everyTestThatIsNamed_exists() throws IOException {
        for (Map.Entry<Object, Object> line : covered().entrySet()) {
            String where = line.getValue().toString();
            if (where.startsWith("not moved: ")) {
                assertThat(where.length()).as("the reason of %s", line.getKey()).isGreaterThan(30);
            } else if (where.contains("#")) {
                assertThat(methods(where.substring(0, where.indexOf('#'))))
                        .as("the tests that could move %s", line.getKey())
                        .contains(where.substring(where.indexOf('#') + 1));
            } else {
                assertThat(ROOT.resolve(where))
                        .as("the test of %s", line.getKey())
                        .isRegularFile();
            }
        }
    }

    private static List<String> methods(String type) {
        try {
            Class<?> found = Class.forName(FieldCoverageTest.class.getPackageName() + '.' + type);
            return Arrays.stream(found.getDeclaredMethods())
                    .map(method -> method.getName())
                    .toList();
        } catch (ClassNotFoundException e) {
            return List.of();
        }
    }

    @Test
    void fieldsThatNoTestMoves_areFew() throws IOException {
        try (Stream<String> lines = Files.readString(
                        ROOT.resolve("testkit/plugins/src/test/resources/io/mortise/testkit/plugins/fields.properties"),
                        StandardCharsets.UTF_8)
                .lines()) {
            assertThat(lines.filter(line -> line.contains("= not moved: "))).hasSizeLessThanOrEqualTo(16);
        }
    }
}
