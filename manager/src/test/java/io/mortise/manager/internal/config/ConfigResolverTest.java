package io.mortise.manager.internal.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mortise.api.PluginId;
import io.mortise.api.Subject;
import io.mortise.api.error.Detail;
import io.mortise.api.error.Detail.Violation;
import io.mortise.api.error.Detail.Violations;
import io.mortise.api.error.Failure;
import io.mortise.api.error.PluginException;
import io.mortise.manager.internal.config.EffectiveConfig.Line;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConfigResolverTest {
    private static final Subject WEATHER = Subject.unstarted(PluginId.of("weather"), "1.4.0");

    private final ConfigResolver resolver = new ConfigResolver(new FixedSecrets());

    /** A few secrets by name. */
    private static final class FixedSecrets implements SecretResolver {
        private static final Map<String, String> SECRETS = Map.of("KEY", "s3cret-key", "PORT", "8080");

        @Override
        public Optional<String> secret(String name) {
            return Optional.ofNullable(SECRETS.get(name));
        }

        @Override
        public Optional<String> env(String name) {
            return name.equals("REGION") ? Optional.of("eu") : Optional.empty();
        }

        @Override
        public Optional<String> file(String path) {
            return path.equals("token.txt") ? Optional.of("from-file") : Optional.empty();
        }
    }

    @Test
    void higherLayer_winsByTopLevelKey_andEachKeyKnowsItsLayer() {
        EffectiveConfig config = resolver.resolve(
                WEATHER,
                Optional.of(
                        """
                        {"properties": {"units": {"default": "celsius"}, "depth": {"default": 3}}}"""),
                List.of(
                        new ConfigLayer("builder", "{\"a\":{\"x\":1}}"),
                        new ConfigLayer("mortise config", "{\"b\":2}"),
                        new ConfigLayer("mortise.yaml", "{\"a\":{\"y\":9},\"b\":3,\"units\":\"kelvin\"}")));

        assertThat(new String(config.json(), UTF_8))
                .isEqualTo("{\"a\":{\"x\":1},\"b\":2,\"units\":\"kelvin\",\"depth\":3}");
        assertThat(config.lines())
                .containsExactly(
                        new Line("a", "{\"x\":1}", "builder"),
                        new Line("b", "2", "mortise config"),
                        new Line("units", "\"kelvin\"", "mortise.yaml"),
                        new Line("depth", "3", "default of config_schema"));
    }

    @Test
    void defaults_applyAtEveryLevel_throughReferencesAndLists() {
        assertThat(resolved(
                        """
                        {"$defs": {"server": {"type": "object", "properties": {"port": {"default": 443}}}},
                         "properties": {
                           "main": {"$ref": "#/$defs/server", "default": {}},
                           "others": {"type": "array", "items": {"$ref": "#/$defs/server"}},
                           "off": {"default": null}},
                         "allOf": [{"properties": {"extra": {"default": true}}}]}""",
                        "{\"others\":[{\"host\":\"a\"},{\"port\":1}]}"))
                .isEqualTo("{\"others\":[{\"host\":\"a\",\"port\":443},{\"port\":1}],"
                        + "\"main\":{\"port\":443},\"off\":null,\"extra\":true}");
    }

    @Test
    void references_areResolvedAndHidden_atEveryDepth() {
        EffectiveConfig config = resolver.resolve(
                WEATHER,
                Optional.empty(),
                List.of(
                        new ConfigLayer(
                                "mortise.yaml",
                                """
                        {"key": {"secret": "KEY"}, "in": [{"region": {"env": "REGION"}}], "token": {"file": "token.txt"}}""")));

        assertThat(new String(config.json(), UTF_8))
                .isEqualTo("{\"key\":\"s3cret-key\",\"in\":[{\"region\":\"eu\"}],\"token\":\"from-file\"}");
        assertThat(config.lines())
                .containsExactly(
                        new Line("key", "\"***\"", "mortise.yaml"),
                        new Line("in", "[{\"region\":\"***\"}]", "mortise.yaml"),
                        new Line("token", "\"***\"", "mortise.yaml"));
        assertThat(config.secretPlaces()).containsExactly("/key", "/in/0/region", "/token");
        assertThat(config.secretValues()).containsExactlyInAnyOrder("s3cret-key", "eu", "from-file");
        assertThat(config.toString()).doesNotContain("s3cret");
    }

    @Test
    void reference_becomesANumber_whenTheSchemaWantsOne() {
        assertThat(resolved("{\"properties\":{\"port\":{\"type\":\"integer\"}}}", "{\"port\":{\"secret\":\"PORT\"}}"))
                .isEqualTo("{\"port\":8080}");
    }

    @Test
    void map_isNoReference_whereTheSchemaDeclaresItsKey() {
        assertThat(resolved(
                        """
                        {"properties": {"source": {"type": "object", "properties": {"file": {"type": "string"}}}}}""",
                        "{\"source\":{\"file\":\"data.csv\"}}"))
                .isEqualTo("{\"source\":{\"file\":\"data.csv\"}}");
    }

    @Test
    void authorsDefault_neverReachesASecret() {
        assertThat(resolved("{\"properties\":{\"stolen\":{\"default\":{\"secret\":\"KEY\"}}}}", "{}"))
                .isEqualTo("{\"stolen\":{\"secret\":\"KEY\"}}");
    }

    @Test
    void markedValue_isHidden_whereverItCameFrom() {
        EffectiveConfig config = resolver.resolve(
                WEATHER,
                Optional.of("{\"properties\":{\"password\":{\"x-secret\":true}}}"),
                List.of(new ConfigLayer("builder", "{\"password\":\"hunter2\"}")));

        assertThat(config.lines()).containsExactly(new Line("password", "\"***\"", "builder"));
        assertThat(config.secretValues()).containsExactly("hunter2");
    }

    @Test
    void markedValue_isHidden_whereverTheMarkStands() {
        EffectiveConfig config = resolver.resolve(
                WEATHER,
                Optional.of(
                        """
                        {"$defs": {"s": {"$anchor": "hidden", "x-secret": true}},
                         "properties": {
                           "a": {"anyOf": [{"type": "integer"}, {"type": "string", "x-secret": true}]},
                           "b": {"if": {"type": "string"}, "then": {"x-secret": true}},
                           "c": {"$ref": "#hidden"},
                           "d": {"prefixItems": [{"x-secret": true}]},
                           "e": {"type": "string"}},
                         "patternProperties": {"_key$": {"x-secret": true}}}"""),
                List.of(
                        new ConfigLayer(
                                "builder",
                                """
                        {"a": "1", "b": "2", "c": "3", "d": ["4"], "api_key": {"x": "5"}, "e": "shown"}""")));

        assertThat(config.lines().stream().map(Line::shown))
                .containsExactly("\"***\"", "\"***\"", "\"***\"", "[\"***\"]", "\"***\"", "\"shown\"");
        assertThat(config.secretValues()).containsExactlyInAnyOrder("1", "2", "3", "4", "5");
    }

    @Test
    void violations_areListedTogether_withoutAnyValue() {
        PluginException thrown = refused(
                """
                {"properties": {"units": {"enum": ["celsius", "kelvin"]}, "port": {"minimum": 1, "maximum": 65535},
                                "key": {"type": "string", "minLength": 20, "x-secret": true}},
                 "required": ["city"], "additionalProperties": false}""",
                """
                {"units": "secret-unit", "port": 0, "key": {"secret": "KEY"}, "nothing": {"env": "NO_SUCH"}, "citty": 1}""");

        assertThat(thrown.failure()).isEqualTo(Failure.BAD_CONFIG);
        assertThat(thrown.detail())
                .isEqualTo(new Violations(List.of(
                        new Violation("/nothing", "environment variable \"NO_SUCH\" is not set"),
                        new Violation("/units", "is not one of celsius, kelvin"),
                        new Violation("/port", "is not in 1..65535"),
                        new Violation("/key", "has 10 characters, not at least 20"),
                        new Violation("", "city is missing"),
                        new Violation("/citty", "unknown key; known: units, port, key"))));
        assertThat(thrown)
                .hasMessage("weather@1.4.0: configuration /nothing: environment variable \"NO_SUCH\" is not set; "
                        + "and 5 more; change it under config.weather in mortise.yaml [BAD_CONFIG]");
    }

    @Test
    void badSchema_isTheAuthorsFault() {
        PluginException thrown = refused("{\"$ref\":\"http://evil.test/x\"}", "{}");

        assertThat(thrown)
                .hasMessage("weather@1.4.0: config_schema refers to \"http://evil.test/x\"; only references inside it "
                        + "are allowed [BAD_MANIFEST]");
        assertThat(thrown.detail()).isInstanceOf(Detail.Violations.class);
    }

    @Test
    void document_isRefused_whenItIsNoObject() {
        assertThat(refused("{}", "[1]"))
                .hasMessage(
                        "weather@1.4.0: configuration mortise.yaml does not have the wanted shape at line 1, column 1; "
                                + "change it under config.weather in mortise.yaml [BAD_CONFIG]");
    }

    @Test
    void refusal_namesThePlaceWhereTheValueWasWritten() {
        String schema = "{\"properties\":{\"top\":{\"type\":\"integer\"}},\"required\":[\"top\"]}";

        assertThat(remedy(schema, new ConfigLayer("mortise config", "{\"top\":\"many\"}")))
                .isEqualTo("set another with `mortise config weather top=VALUE`, or take it back with --unset");
        assertThat(remedy(schema, new ConfigLayer("builder", "{\"top\":\"many\"}")))
                .isEqualTo("the application sets it, on the manager's builder or with configure()");
        assertThat(remedy(schema, new ConfigLayer("mortise.yaml", "{\"top\":\"many\"}")))
                .isEqualTo("change it under config.weather in mortise.yaml");
        assertThat(remedy(schema, new ConfigLayer("mortise.yaml", "{}")))
                .isEqualTo("set it with `mortise config weather KEY=VALUE`, or under config.weather in mortise.yaml");
    }

    private String remedy(String schema, ConfigLayer layer) {
        PluginException thrown = catchThrowableOfType(
                PluginException.class, () -> resolver.resolve(WEATHER, Optional.of(schema), List.of(layer)));
        return thrown.text().substring(thrown.text().lastIndexOf("; ") + 2).replace(" [BAD_CONFIG]", "");
    }

    private String resolved(String schema, String document) {
        return new String(
                resolver.resolve(WEATHER, Optional.of(schema), List.of(new ConfigLayer("mortise.yaml", document)))
                        .json(),
                UTF_8);
    }

    private PluginException refused(String schema, String document) {
        return catchThrowableOfType(PluginException.class, () -> resolved(schema, document));
    }
}
