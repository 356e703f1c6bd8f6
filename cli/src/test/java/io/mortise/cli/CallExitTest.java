package io.mortise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.api.PluginId;
import io.mortise.api.Subject;
import io.mortise.api.error.Detail;
import io.mortise.api.error.Failure;
import io.mortise.api.error.PluginException;
import io.mortise.manager.PluginManager;
import io.mortise.testkit.FakeGuest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every failure a call can meet ends the command with its own exit code, in words and as JSON. */
class CallExitTest {
    private static final Subject WHO = new Subject(PluginId.of("echo"), "1.0.0", 1);

    @TempDir
    Path directory;

    private PluginManager open(Failure failure) throws IOException {
        FakeGuest guest = new FakeGuest().on("fail", (call, host) -> {
            throw PluginException.of(failure, WHO, "said so");
        });
        return new FakeHome(directory)
                .guest("g", guest)
                .plugin("echo", "wasm", "g", "functions: { fail: {} }")
                .builder()
                .open();
    }

    @ParameterizedTest
    @EnumSource(Failure.class)
    void call_endsWithTheFailuresExitCode(Failure failure) throws IOException {
        try (PluginManager manager = open(failure)) {
            Ran words = Ran.mortise(directory, "call", "echo", "fail");
            Ran json = Ran.mortise(directory, "call", "echo", "fail", "--json");

            assertThat(manager.status()).hasSize(1);
            assertThat(words.exit()).isEqualTo(failure.exitCode());
            assertThat(words.out()).isEmpty();
            assertThat(words.err()).contains("error: echo@1.0.0#1: said so [" + failure + "]\n");
            assertThat(json.exit()).isEqualTo(failure.exitCode());
            assertThat(json.json().view("error").text("code")).isEqualTo(failure.name());
        }
    }

    @Test
    void complaint_showsTheOperatorsView() throws IOException {
        FakeGuest guest = new FakeGuest().on("fail", (call, host) -> {
            throw PluginException.of(
                    Failure.GUEST_TRAPPED,
                    WHO,
                    "trapped",
                    new Detail.Trap(
                            "unreachable",
                            "",
                            List.of(new Detail.Frame("inner", "lib.rs", 7), new Detail.Frame("outer", "", 0))));
        });
        try (PluginManager manager = new FakeHome(directory)
                .guest("g", guest)
                .plugin("echo", "wasm", "g", "functions: { fail: {} }")
                .builder()
                .open()) {
            Ran ran = Ran.mortise(directory, "call", "echo", "fail");

            assertThat(manager.status()).hasSize(1);
            assertThat(ran.err())
                    .endsWith("error: echo@1.0.0#1: trapped [GUEST_TRAPPED]\n  at inner (lib.rs:7)\n  at outer\n");
        }
    }

    @Test
    void usage_endsWith2() {
        assertThat(Ran.mortise(directory, "call").exit()).isEqualTo(2);
        assertThat(Ran.mortise(directory, "nonsense").exit()).isEqualTo(2);
        assertThat(Ran.mortise(directory, "call", "a", "b", "--timeout", "soon").err())
                .contains("\"soon\" is no time such as 200ms, 5s or 1m");
        assertThat(Ran.mortise(directory, "call", "echo", "fail", "--text", "a", "--file", "b")
                        .err())
                .contains("call: takes one of words, --text, --file and -, not several [BAD_INPUT]");
    }
}
