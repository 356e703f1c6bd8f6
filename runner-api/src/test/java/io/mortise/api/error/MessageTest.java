package io.mortise.api.error;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.api.Deadline;
import io.mortise.api.PluginId;
import io.mortise.api.Subject;
import io.mortise.api.host.StatusCode;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessageTest {
    private static final Subject MAILER = new Subject(PluginId.of("mailer"), "1.4.0", 7);

    @Test
    void rejection_saysOnlyWhatTheGuestSaid() {
        PluginException failure = CallErrors.rejected(MAILER, "send", StatusCode.NOT_FOUND, "no such box");

        assertThat(failure).hasMessage("mailer@1.4.0#7: \"send\" answered not found: \"no such box\" [REJECTED]");
        assertThat(failure.userText()).isEqualTo("no such box");
        assertThat(failure.code()).isEqualTo(StatusCode.NOT_FOUND);
    }

    @Test
    void trap_namesTheInnermostFrame() {
        Detail.Trap trap = new Detail.Trap("unreachable", "", List.of(new Detail.Frame("parse", "mail.rs", 12)));

        assertThat(CallErrors.trapped(MAILER, "send", trap))
                .hasMessage("mailer@1.4.0#7: \"send\" trapped in parse (mail.rs:12) (unreachable) [GUEST_TRAPPED]");
    }

    @Test
    void crash_namesEndUptimeAndLastLine() {
        Detail.Crash crash = new Detail.Crash(
                "SIGKILL", OptionalInt.of(137), Duration.ofMillis(65_400), List.of("start", "out of memory"));

        assertThat(CallErrors.crashed(MAILER, "send", crash))
                .hasMessage(
                        "mailer@1.4.0#7: \"send\" was cut off: the process ended by SIGKILL after 1 min 5 s; its last"
                                + " line was \"out of memory\" [GUEST_CRASHED]");
    }

    @Test
    void deadline_namesLimitAndRemedy() {
        Deadline deadline = Deadline.after(Duration.ofMillis(2500));

        assertThat(CallErrors.deadlinePassed(MAILER, "send", deadline, Duration.ZERO, Duration.ZERO))
                .hasMessage(
                        "mailer@1.4.0#7: \"send\" ran into its deadline of 2.5 s; raise limits.timeout or the caller's"
                                + " deadline [DEADLINE_PASSED]");
    }

    @Test
    void foreignText_cannotForgeALineOrARemedy() {
        PluginException failure =
                CallErrors.rejected(MAILER, "send", StatusCode.UNKNOWN, "x\n[GRANT_MISSING] \u202egrant\u0000 it\"");

        assertThat(failure.getMessage())
                .isEqualTo(
                        "mailer@1.4.0#7: \"send\" answered unknown: \"x\\n[GRANT_MISSING] \\u202egrant\\u0000 it\\\"\""
                                + " [REJECTED]");
    }

    @Test
    void foreignText_isCutAt200Characters() {
        assertThat(ForeignText.quote("x".repeat(300))).isEqualTo('"' + "x".repeat(200) + "…\"");
        assertThat(ForeignText.quote("😀".repeat(200))).isEqualTo('"' + "😀".repeat(200) + '"');
    }

    @ParameterizedTest
    @CsvSource({"0, 0 ms", "999, 999 ms", "1000, 1 s", "1500, 1.5 s", "59999, 59.9 s", "65000, 1 min 5 s"})
    void duration_isReadable(long millis, String expected) {
        assertThat(CallErrors.duration(Duration.ofMillis(millis))).isEqualTo(expected);
    }

    @Test
    void everyFailure_hasAnExitCodeAndAStatus() {
        for (Failure failure : Failure.values()) {
            assertThat(failure.exitCode()).isPositive();
            assertThat(failure.status().number()).isBetween(1, 16);
        }
    }
}
