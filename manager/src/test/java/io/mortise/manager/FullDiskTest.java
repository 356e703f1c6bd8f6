package io.mortise.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.mortise.api.error.Failure;
import io.mortise.manager.ReloadOutcome.Refused;
import io.mortise.testkit.FakeGuest;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a full and on a read-only disk serving goes on, changes are refused, and nothing is lost. A small tmpfs, as root. */
class FullDiskTest {
    private static final String ECHO = "functions: { echo: {} }";

    @TempDir
    Path directory;

    private Path disk;
    private TestHome home;

    @BeforeEach
    void mount() throws Exception {
        disk = Files.createDirectory(directory.resolve("disk"));
        assumeThat(run("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", disk.toString()))
                .as("a tmpfs can be mounted here: it takes root on Linux")
                .isTrue();
        home = new TestHome(disk)
                .settings("reload: { quiet: 1ms }", "restart: { backoff: 1ms..2ms, max: 100/10m }")
                .guest("one", FakeGuest.echo())
                .guest("two", FakeGuest.echo())
                .plugin("echo", "1.0.0", "one", ECHO)
                .plugin("other", "1.0.0", "one", ECHO);
    }

    @AfterEach
    void unmount() throws Exception {
        while (run("umount", "-l", disk.toString())) {
            // The read-only view lies over the disk.
            Thread.onSpinWait();
        }
    }

    @Test
    void fullDisk_refusesChanges_andServesOn() throws Exception {
        Path ballast = disk.resolve(".ballast");
        try (PluginManager plugins = home.open()) {
            plugins.disable("other");
            home.plugin("echo", "1.1.0", "two", ECHO);
            fill(ballast);

            assertRefused(plugins);

            Files.delete(ballast);
            assertThat(plugins.disable("echo").state()).isEqualTo(PluginState.DISABLED);
            assertThat(plugins.enable("echo").state()).isEqualTo(PluginState.RUNNING);
            assertThat(plugins.oversight().degraded()).isEmpty();
        }
        assertNothingLost();
    }

    @Test
    void readOnlyDisk_refusesChanges_andServesOn() throws Exception {
        try (PluginManager plugins = home.open()) {
            plugins.disable("other");
            home.plugin("echo", "1.1.0", "two", ECHO);
            String path = disk.toString();
            assertThat(run("mount", "--bind", path, path) && run("mount", "-o", "remount,ro,bind", path))
                    .isTrue();

            assertRefused(plugins);

            assertThat(run("umount", path)).isTrue();
            assertThat(plugins.disable("echo").state()).isEqualTo(PluginState.DISABLED);
            plugins.enable("echo");
        }
        assertNothingLost();
    }

    private void assertRefused(PluginManager plugins) {
        assertThat(plugins.call("echo", "echo", "x")).isEqualTo("x");
        assertThatThrownBy(() -> plugins.disable("echo")).hasMessageEndingWith("[SERVICE_FAILED]");
        assertThatThrownBy(() -> plugins.plugin("echo").versions().pin("ada")).hasMessageEndingWith("[SERVICE_FAILED]");
        assertThatThrownBy(() -> plugins.oversight().freeze("ada")).hasMessageEndingWith("[SERVICE_FAILED]");
        assertThatThrownBy(() -> plugins.enable("other")).hasMessageEndingWith("[SERVICE_FAILED]");
        assertThat(plugins.reload("echo"))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.failure()).isEqualTo(Failure.SERVICE_FAILED));
        assertThat(plugins.call("echo", "echo", "x")).isEqualTo("x");
        assertThat(plugins.status("echo").state()).isEqualTo(PluginState.RUNNING);
        assertThat(plugins.status("other").state()).isEqualTo(PluginState.DISABLED);
        assertThat(plugins.oversight().frozen()).isEmpty();

        home.wasm.made.get(0).crash();
        eventually(() -> plugins.status("echo").state() == PluginState.RUNNING);
        assertThat(plugins.call("echo", "echo", "again")).isEqualTo("again");
    }

    private void assertNothingLost() {
        try (PluginManager again = home.open()) {
            assertThat(again.status("echo").state()).isEqualTo(PluginState.RUNNING);
            assertThat(again.status("echo").version()).isEqualTo("1.1.0");
            assertThat(again.status("other").state()).isEqualTo(PluginState.DISABLED);
        }
    }

    private static void fill(Path ballast) {
        byte[] block = new byte[4096];
        try (OutputStream out = Files.newOutputStream(ballast)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("No space left");
        }
    }

    private static boolean run(String... words) throws Exception {
        try {
            Process process = new ProcessBuilder(List.of(words))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor() == 0;
        } catch (IOException absent) {
            return false;
        }
    }

    private static void eventually(Callable<Boolean> condition) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(condition);
    }
}
