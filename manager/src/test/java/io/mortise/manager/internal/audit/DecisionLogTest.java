package io.mortise.manager.internal.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DecisionLogTest {
    private static final Decision DECISION =
            new Decision(Instant.parse("2026-11-21T16:10:00Z"), "ada", "disable", "weather", "", "disabled", "ab12");
    private static final String LINE = "{\"at\":\"2026-11-21T16:10:00Z\",\"by\":\"ada\",\"what\":\"disable\","
            + "\"subject\":\"weather\",\"before\":\"\",\"after\":\"disabled\",\"bundle\":\"ab12\"}\n";

    @TempDir
    Path state;

    @Test
    void decision_isALine_behindThoseThatWereThere() throws IOException {
        Path file = state.resolve("decisions.jsonl");
        try (DecisionLog log = DecisionLog.open(file)) {
            log.append(DECISION);
        }
        try (DecisionLog log = DecisionLog.open(file)) {
            log.append(DECISION);
        }

        assertThat(file).hasContent(LINE + LINE);
    }

    @Test
    void lineCutOffByACrash_isEnded_andSpoilsNothing() throws IOException {
        Path file = state.resolve("decisions.jsonl");
        Files.writeString(file, LINE + "{\"at\":\"20");

        try (DecisionLog log = DecisionLog.open(file)) {
            log.append(DECISION);
        }

        assertThat(file).hasContent(LINE + "{\"at\":\"20\n" + LINE);
    }

    @Test
    void log_isRefused_whenItCannotBeOpened() {
        Path file = state.resolve("none/decisions.jsonl");

        assertThatThrownBy(() -> DecisionLog.open(file))
                .hasMessage(file + ": a decision could not be written down, so nothing was changed; make room or make"
                        + " the file writable [SERVICE_FAILED]");
    }
}
