package io.mortise.manager.internal.grant;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.api.Origin;
import io.mortise.api.PluginId;
import io.mortise.api.error.Detail.Violation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GrantRulesTest {
    private static final Origin OURS = new Origin("dir:plugins");

    @TempDir
    Path directory;

    private Path file;
    private int written;

    @BeforeEach
    void name() {
        file = directory.resolve("fleet.yaml");
    }

    private GrantRules rules(String text) throws IOException {
        write(text);
        return GrantRules.open(() -> Optional.of(file));
    }

    private void write(String text) throws IOException {
        Files.writeString(file, text);
        Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(1_000L + written++)));
    }

    private static Ask given(GrantRules rules, String plugin, Origin origin) {
        return rules.given(PluginId.of(plugin), origin);
    }

    @Test
    void rule_givesToItsNamesAndOrigin_andToNobodyElse() throws IOException {
        GrantRules rules = rules(
                """
                version: 1
                rules:
                  - name: report-*
                    origin: dir:plugins
                    permissions: { kv: { max_bytes: 1MiB }, http: [ { host: api.example } ] }
                  - name: report-daily
                    origin: dir:plugins
                    permissions: { secrets: [TOKEN] }
                """);

        assertThat(AskText.parts(given(rules, "report-daily", OURS)))
                .containsExactlyInAnyOrder("http=api.example", "kv=1MiB", "secrets=TOKEN");
        assertThat(AskText.parts(given(rules, "report-weekly", OURS)))
                .containsExactlyInAnyOrder("http=api.example", "kv=1MiB");
        assertThat(given(rules, "report-daily", new Origin("dir:downloads"))).isEqualTo(Ask.NOTHING);
        assertThat(given(rules, "weather", OURS)).isEqualTo(Ask.NOTHING);
    }

    @Test
    void ruleWithoutAnOrigin_isRefused_andNothingOfTheFileCounts() throws IOException {
        GrantRules rules = rules(
                """
                version: 1
                rules:
                  - { name: "*", permissions: { kv: {} } }
                  - { name: weather, origin: "dir:plugins", permissions: { kv: {} } }
                """);

        assertThat(rules.problems())
                .extracting(Violation::toString)
                .singleElement()
                .asString()
                .contains("origin");
        assertThat(given(rules, "weather", OURS)).isEqualTo(Ask.NOTHING);
    }

    @Test
    void changedFile_isReadAgain_andAMissingOneIsAProblem() throws IOException {
        GrantRules rules = rules("version: 1\nrules: []\n");
        assertThat(rules.reread()).isFalse();

        write("version: 1\nrules: [ { name: weather, origin: \"dir:plugins\", permissions: { kv: {} } } ]\n");
        assertThat(rules.reread()).isTrue();
        assertThat(given(rules, "weather", OURS)).isNotEqualTo(Ask.NOTHING);

        Files.delete(file);
        assertThat(rules.reread()).isTrue();
        assertThat(rules.problems()).isNotEmpty();
        assertThat(given(rules, "weather", OURS)).isEqualTo(Ask.NOTHING);
    }
}
