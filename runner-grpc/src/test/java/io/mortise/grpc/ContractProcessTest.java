package io.mortise.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.mortise.api.Runner;
import io.mortise.api.Sandbox;
import io.mortise.api.error.Detail;
import io.mortise.api.error.Failure;
import io.mortise.api.error.PluginException;
import io.mortise.api.host.LogLine;
import io.mortise.grpc.internal.process.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What only a process of the SDK shows: its environment, its output, its deaths, the deaths of its host. */
@Timeout(60)
class ContractProcessTest {
    @TempDir
    Path directory;

    private Bench bench;
    private Runner runner;

    @BeforeEach
    void start() throws IOException {
        bench = new Bench(directory);
        runner = bench.start(ContractProcess.spec(bench.root));
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private String ask(String function, String input) {
        return runner.call(Bench.call(function, input)).text();
    }

    private PluginException failure(String function, String input) {
        return catchThrowableOfType(PluginException.class, () -> runner.call(Bench.call(function, input)));
    }

    @Test
    void environment_holdsNothingOfTheHosts() {
        String env = ask("env", "");

        List<String> names = java.util.regex.Pattern.compile("\"([A-Za-z_0-9]+)\":")
                .matcher(env)
                .results()
                .map(match -> match.group(1))
                .toList();
        assertThat(names)
                .contains("PATH", "TMPDIR", "PLUGIN_CLIENT_CERT", "PLUGIN_UNIX_SOCKET_DIR", "MORTISE_PLUGIN")
                .isSubsetOf(
                        "PATH",
                        "HOME",
                        "LANG",
                        "TZ",
                        "TMPDIR",
                        "MORTISE_PLUGIN",
                        "MORTISE_HOST_PID",
                        "PLUGIN_CLIENT_CERT",
                        "PLUGIN_MIN_PORT",
                        "PLUGIN_MAX_PORT",
                        "PLUGIN_PROTOCOL_VERSIONS",
                        "PLUGIN_UNIX_SOCKET_DIR");
    }

    @Test
    void output_becomesLogLines() {
        ask("stdout", "hello out");
        ask("stderr", "[WARN] mind the gap\nplain");

        await().untilAsserted(() -> assertThat(bench.host.logged)
                .contains(
                        new LogLine(LogLine.Level.INFO, "hello out", "", LogLine.Stream.STDOUT),
                        new LogLine(LogLine.Level.WARN, "mind the gap", "", LogLine.Stream.STDERR),
                        new LogLine(LogLine.Level.INFO, "plain", "", LogLine.Stream.STDERR)));
    }

    @Test
    void anExit_isACrashWithItsCode() {
        ask("stderr", "out of cheese");

        PluginException failure = failure("crash", "3");

        assertThat(failure.failure()).isEqualTo(Failure.GUEST_CRASHED);
        assertThat(failure.detail()).isInstanceOfSatisfying(Detail.Crash.class, crash -> {
            assertThat(crash.end()).isEqualTo("exit 3");
            assertThat(crash.exitCode()).isEqualTo(OptionalInt.of(3));
            assertThat(crash.uptime()).isBetween(Duration.ofMillis(1), Duration.ofMinutes(1));
            assertThat(crash.lastLines()).contains("out of cheese");
        });
        await().untilAsserted(() -> assertThat(bench.deaths).hasSize(1));
    }

    @Test
    void aSignal_isACrashWithItsName() {
        PluginException failure = failure("kill_self", "");

        assertThat(failure.detail()).isInstanceOfSatisfying(Detail.Crash.class, crash -> {
            assertThat(crash.end()).isEqualTo("SIGKILL");
            assertThat(crash.exitCode()).isEmpty();
        });
    }

    @Test
    void background_isThePluginItself() {
        assertThat(ask("background", "k")).isEqualTo("1");
    }

    @Test
    void limited_isWhatTheProcessGets() throws IOException {
        Needs.that(bench.sandbox == Sandbox.LIMITED, "setpriv, setsid or prlimit is missing");
        long pid = Long.parseLong(ask("pid", ""));

        String status = Files.readString(Path.of("/proc/" + pid + "/status"));
        String limits = Files.readString(Path.of("/proc/" + pid + "/limits"));

        assertThat(status).contains("NoNewPrivs:\t1");
        assertThat(limits)
                .containsPattern("Max open files +1024 +1024 ")
                .containsPattern("Max core file size +0 +0 ")
                .containsPattern("Max file size +1073741824 +1073741824 ")
                .containsPattern("Max processes +[0-9]{1,4} +[0-9]{1,4} ");
        String[] stat = Files.readString(Path.of("/proc/" + pid + "/stat"))
                .split("\\) ")[1]
                .split(" ");
        assertThat(stat[3]).as("session").isEqualTo(String.valueOf(pid));
        assertThat(ProcessIdentity.of(pid)).isPresent();
    }
}
