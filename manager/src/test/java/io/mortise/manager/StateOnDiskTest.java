package io.mortise.manager;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mortise.api.PluginId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateOnDiskTest {
    private static final PluginId ECHO = PluginId.of("echo");

    @TempDir
    Path directory;

    @Test
    void state_survives_andCountersAreWrittenWithTheNextDecision() {
        StateFile state = StateFile.open(directory.resolve("state.json"));
        assertThat(state.nextGeneration(ECHO)).isOne();
        state.disable(ECHO, "ada", "2026-11-21T10:00:00Z");

        StateFile again = StateFile.open(directory.resolve("state.json"));

        assertThat(again.of(ECHO).disabled()).isEqualTo(new Remembered.Said("ada", "2026-11-21T10:00:00Z"));
        assertThat(again.nextGeneration(ECHO)).isEqualTo(2);
        again.enable(ECHO);
        assertThat(StateFile.open(directory.resolve("state.json")).of(ECHO).disabled())
                .isEqualTo(Remembered.Said.NOTHING);
    }

    @Test
    void state_ofANewerVersion_isRefused() throws Exception {
        Path file = Files.writeString(directory.resolve("state.json"), "{\"version\":3,\"plugins\":{}}", UTF_8);

        assertThatThrownBy(() -> StateFile.open(file))
                .hasMessage(file + ": is of version 3, this manager writes version 2; use the manager that wrote it, or"
                        + " move the file away [BAD_CONFIG]");
    }

    @Test
    void state_ofVersionOne_isMigrated_andKept() throws Exception {
        String old = "{\"version\":1,\"plugins\":{\"echo\":{\"disabledBy\":\"ada\",\"disabledAt\":\"then\","
                + "\"generation\":7}}}";
        Path file = Files.writeString(directory.resolve("state.json"), old, UTF_8);

        StateFile state = StateFile.open(file);

        assertThat(state.of(ECHO))
                .isEqualTo(Remembered.NEW
                        .disabled(new Remembered.Said("ada", "then"))
                        .numbered(7));
        assertThat(directory.resolve("state.json.v1")).hasContent(old);
        state.enable(ECHO);
        assertThat(StateFile.open(file).nextGeneration(ECHO)).isEqualTo(8);
    }

    @Test
    void decision_isTakenBack_whenItCannotBeStored() throws Exception {
        Path inner = Files.createDirectory(directory.resolve("inner"));
        StateFile state = StateFile.open(inner.resolve("state.json"));
        Files.delete(inner);

        assertThatThrownBy(() -> state.disable(ECHO, "ada", "now")).hasMessageEndingWith("[SERVICE_FAILED]");

        assertThat(state.of(ECHO).disabled().holds()).isFalse();
        assertThat(state.trouble()).isPresent();
    }

    @Test
    void home_isPrivate_andKeepsItselfOutOfVersionControl() throws Exception {
        try (Home home = Home.open(directory, Optional.empty())) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve(".mortise"))))
                    .isEqualTo("rwx------");
            assertThat(directory.resolve(".mortise/.gitignore")).hasContent("*");
            assertThat(home.data("echo-0123456789ab")).isEqualTo(directory.resolve(".mortise/data/echo-0123456789ab"));
        }
    }

    @Test
    void home_takesItsStateElsewhere() {
        Path state = directory.resolve("elsewhere");
        try (Home home = Home.open(directory.resolve("home"), Optional.of(state))) {
            assertThat(home.state("lock")).isEqualTo(state.resolve("lock")).exists();
            assertThat(directory.resolve("home/.mortise")).doesNotExist();
        }
    }
}
