package io.mortise.manager.internal.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ShippedSchemaTest {
    static Stream<String> shipped() {
        return Stream.of(ShippedSchema.pluginText(), ShippedSchema.settingsText());
    }

    /** Editors read them with other validators than ours. */
    @ParameterizedTest
    @MethodSource("shipped")
    void schema_keepsTheRulesOfTheLanguage(String schema) {
        assertThatCode(() -> SchemaLanguage.requireValid(Json.tree(schema.getBytes(UTF_8))))
                .doesNotThrowAnyException();
    }
}
