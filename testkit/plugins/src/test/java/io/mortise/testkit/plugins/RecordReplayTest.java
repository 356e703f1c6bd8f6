package io.mortise.testkit.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.api.RuntimeKind;
import io.mortise.manager.Recording;
import io.mortise.manager.Recordings;
import io.mortise.manager.Replayed;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RecordReplayTest {
    @TempDir
    Path directory;

    private ContractHome home;

    private Recordings open(RuntimeKind runtime) {
        home = ContractHome.in(directory, runtime);
        home.plugin().write();
        home.open();
        return home.plugins().telemetry().recordings();
    }

    @AfterEach
    void close() {
        home.close();
    }

    @ParameterizedTest
    @EnumSource
    void replay_answersFromTheRecording_andReachesNoService(RuntimeKind runtime) {
        Recordings recordings = open(runtime);
        home.ask("kv_set", "k 0 then");

        Recording recording = recordings.record(home.request("kv_get", "k"));
        home.ask("kv_set", "k 0 later");
        Replayed replayed = recordings.replay(recording.file().toString());

        assertThat(replayed.differences()).isEmpty();
        assertThat(replayed.text()).isEqualTo("then");
        assertThat(home.ask("kv_get", "k")).isEqualTo("later");
        assertThat(recording.notes().isEmpty()).isEqualTo(runtime == RuntimeKind.WASM);
    }

    @ParameterizedTest
    @CsvSource({"random, 16", "time, ''"})
    void clockAndRandom_areTheSameAgain_onWasm(String function, String input) {
        Recordings recordings = open(RuntimeKind.WASM);

        Recording recording = recordings.record(home.request(function, input));
        Replayed first = recordings.replay(recording.file().toString());
        Replayed second = recordings.replay(recording.file().toString());

        assertThat(first.differences()).isEmpty();
        assertThat(second.text()).isEqualTo(first.text()).isNotEmpty();
    }

    @Test
    void failure_isReplayedToo() {
        Recordings recordings = open(RuntimeKind.WASM);

        Recording recording = recordings.record(home.request("trap", ""));

        assertThat(recording.outcome()).isEqualTo("GUEST_TRAPPED");
        assertThat(recordings.replay("last:contract").isSame()).isTrue();
    }
}
