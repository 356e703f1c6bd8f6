package io.mortise.manager.internal.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The reference tables in docs/ are the schemas. Rewrite them with MORTISE_GOLDEN=write. */
class ReferencePagesTest {
    private static final Path DOCS = Path.of("..", "docs");
    private static final String BEGIN = "<!-- generated from the schema: begin -->\n";
    private static final String END = "<!-- generated from the schema: end -->\n";

    @Test
    void manifestPage_isThePluginSchema() throws IOException {
        check(DOCS.resolve("manifest.md"), SchemaTable.of(ShippedSchema.pluginText(), true));
    }

    @Test
    void settingsPage_isTheSettingsSchema() throws IOException {
        check(DOCS.resolve("settings.md"), SchemaTable.of(ShippedSchema.settingsText(), false));
    }

    @Test
    void everyProperty_saysWhatItIsAndWhereItIsEnforced() {
        assertThat(SchemaTable.undocumented(ShippedSchema.pluginText())).isEmpty();
        assertThat(SchemaTable.undocumented(ShippedSchema.settingsText())).isEmpty();
    }

    private static void check(Path page, String table) throws IOException {
        String text = Files.readString(page);
        int begin = text.indexOf(BEGIN) + BEGIN.length();
        int end = text.indexOf(END);
        String expected = text.substring(0, begin) + "\n" + table + "\n" + text.substring(end);
        if ("write".equals(System.getenv("MORTISE_GOLDEN"))) {
            Files.writeString(page, expected);
        }

        assertThat(Files.readString(page)).isEqualTo(expected);
    }
}
