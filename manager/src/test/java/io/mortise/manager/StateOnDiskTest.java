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

        assertThat(again.disabled(ECHO)).contains(new StateFile.Entry("ada", "2026-11-21T10:00:00Z", 1));
        assertThat(again.nextGeneration(ECHO)).isEqualTo(2);
        again.enable(ECHO);
        assertThat(StateFile.open(directory.resolve("state.json")).disabled(ECHO))
                .isEmpty();
    }

    @Test
    void state_ofANewerVersion_isRefused() throws Exception {
        Path file = Files.writeString(directory.resolve("state.json"), "{\"version\":2,\"plugins\":{}}", UTF_8);

        assertThatThrownBy(() -> StateFile.open(file))
                .hasMessage(file + ": is of version 2, this manager writes version 1; use the manager that wrote it, or"
                        + " move the file away [BAD_CONFIG]");
    }

    @Test
    void decision_isTakenBack_whenItCannotBeStored() throws Exception {
        Path inner = Files.createDirectory(directory.resolve("inner"));
        StateFile state = StateFile.open(inner.resolve("state.json"));
        Files.delete(inner);

        assertThatThrownBy(() -> state.disable(ECHO, "ada", "now")).hasMessageEndingWith("[SERVICE_FAILED]");

        assertThat(state.disabled(ECHO)).isEmpty();
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
