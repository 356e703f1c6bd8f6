package io.mortise.testkit.plugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.mortise.api.RuntimeKind;
import io.mortise.api.error.Detail;
import io.mortise.api.error.Failure;
import io.mortise.api.error.PluginException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** SIGKILL, to the plugin and to the application. */
@Timeout(120)
class ProcessDeathTest {
    @TempDir
    Path directory;

    @Test
    void call_isCutOffWithSignalUptimeAndLastLines_whenTheProcessIsKilled_andTheNextIsServedAfterARestart() {
        try (ContractHome home = ContractHome.in(directory, RuntimeKind.GRPC)) {
            home.plugin().write();
            home.open();
            long pid = home.status().live().orElseThrow().pid().orElseThrow();
            home.ask("stderr", "first words\nlast words");
            CompletableFuture<PluginException> cutOff = CompletableFuture.supplyAsync(
                    () -> catchThrowableOfType(PluginException.class, () -> home.ask("sleep_ignore", "25000")));
            await().until(() -> home.status().calls().inside() == 1);

            assertThat(ProcessHandle.of(pid).orElseThrow().destroyForcibly()).isTrue();

            PluginException failure = cutOff.join();
            assertThat(failure.failure()).isEqualTo(Failure.GUEST_CRASHED);
            assertThat(failure.getMessage()).contains("SIGKILL", "last words");
            assertThat(failure.detail()).isInstanceOfSatisfying(Detail.Crash.class, crash -> {
                assertThat(crash.end()).isEqualTo("SIGKILL");
                assertThat(crash.uptime()).isPositive();
                assertThat(crash.lastLines()).endsWith("first words", "last words");
            });
            await().atMost(Duration.ofSeconds(40))
                    .ignoreExceptions()
                    .untilAsserted(() -> assertThat(home.ask("echo", "back")).isEqualTo("back"));
            assertThat(home.status().generation()).isEqualTo(2);
        }
    }

    @Test
    void exit_isACrashWithItsCode() {
        try (ContractHome home = ContractHome.in(directory, RuntimeKind.GRPC)) {
            home.plugin().write();
            home.open();

            PluginException failure = home.failure("crash", "3");

            assertThat(failure.failure()).isEqualTo(Failure.GUEST_CRASHED);
            assertThat(failure.detail())
                    .isInstanceOfSatisfying(Detail.Crash.class, crash -> assertThat(crash.exitCode())
                            .hasValue(3));
        }
    }

    @Test
    void pluginProcess_endsWithinASecond_whenTheApplicationIsKilled() throws IOException {
        assumeThat(System.getProperty("os.name"))
                .as("parents are watched by the kernel on Linux")
                .isEqualTo("Linux");
        ContractHome.in(directory, RuntimeKind.GRPC).plugin().write();
        Process application = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ManagerMain.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader said = application.inputReader()) {
            long plugin = pid(said);
            assertThat(isRunning(plugin)).isTrue();

            application.destroyForcibly();

            await().pollInterval(Duration.ofMillis(20))
                    .atMost(Duration.ofSeconds(1))
                    .until(() -> !isRunning(plugin));
        } finally {
            application.descendants().forEach(ProcessHandle::destroyForcibly);
            application.destroyForcibly();
        }
    }

    /** An ended process whose new parent has not yet asked for its exit code does not run. */
    private static boolean isRunning(long pid) throws IOException {
        Path status = Path.of("/proc/" + pid + "/status");
        try {
            return !Files.readString(status).contains("State:\tZ");
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private static long pid(BufferedReader said) throws IOException {
        String line = said.readLine();
        while (line != null && !line.startsWith("plugin ")) {
            line = said.readLine();
        }
        assertThat(line).as("what the application printed").isNotNull();
        return Long.parseLong(line.substring("plugin ".length()));
    }
}
