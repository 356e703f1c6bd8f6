package io.mortise.testkit.plugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mortise.api.RuntimeKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AuditFieldTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource
    void audit_isAFileOrNone_asTheSettingsSay(RuntimeKind runtime) throws IOException {
        try (ContractHome home = ContractHome.in(directory, runtime)) {
            Path file = directory.resolve(".mortise/logs/audit.jsonl");
            home.plugin().write();
            home.settings("log: { audit: none }\n");
            home.open();
            home.ask("kv_set", "quiet 0 value");
            home.close();
            assertThat(file).doesNotExist();

            home.settings("");
            home.open();
            home.ask("kv_set", "loud 0 value");
            home.close();

            assertThat(Files.readAllLines(file)).singleElement().satisfies(line -> assertThat(line)
                    .contains("\"plugin\":\"contract\"", "\"operation\":\"kv.set\"", "\"target\":\"loud\"")
                    .contains("\"allowed\":true")
                    .doesNotContain("value"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void levelOfAPlugin_keepsLowerLinesOut(RuntimeKind runtime) {
        try (ContractHome home = ContractHome.in(directory, runtime)) {
            home.plugin().write();
            home.settings("log: { level: { contract: warn } }\n");
            home.open();

            home.ask("log", "2 quiet");
            home.ask("log", "3 loud");

            await().untilAsserted(() -> assertThat(home.plugins().logs("contract", 0))
                    .extracting(line -> line.line().message())
                    .containsExactly("loud"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void secretsOfTheEnvironment_areSaidAtStart_andThoseOfAFileAreNot(RuntimeKind runtime) {
        try (ContractHome home = ContractHome.in(directory, runtime)) {
            List<String> told = new CopyOnWriteArrayList<>();
            home.plugin().write();
            home.open(home.asDeclared().onEvent(event -> told.add(event.text())));
            await().untilAsserted(() -> assertThat(told)
                    .filteredOn(text -> text.contains("secrets come from this process's environment"))
                    .singleElement()
                    .satisfies(text -> assertThat(text).contains("contract", "secrets.file")));

            told.clear();
            home.file("secrets.env", "TOKEN=value\n");
            OwnerOnly.make(directory.resolve("secrets.env"));
            home.settings("secrets: { file: secrets.env }\n");
            home.open(home.asDeclared().onEvent(event -> told.add(event.text())));
            home.close();

            assertThat(told).isNotEmpty().noneMatch(text -> text.contains("environment"));
        }
    }
}
