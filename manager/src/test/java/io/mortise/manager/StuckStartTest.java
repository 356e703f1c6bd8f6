package io.mortise.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mortise.api.error.Failure;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A guest whose start hangs and ignores interrupts. */
class StuckStartTest {
    @TempDir
    Path directory;

    private final StuckRunners stuck = new StuckRunners();
    private TestHome home;

    @BeforeEach
    void home() {
        home = new TestHome(directory).settings("reload: { quiet: 1ms }", "restart: { backoff: 1m..2m, max: 5/10m }");
    }

    @AfterEach
    void letGo() {
        stuck.letGo.countDown();
    }

    @Test
    void start_isGivenUpAtItsTimeout_andWaitingCallsHearIt() {
        home.plugin(
                "slow", "1.0.0", "x", "functions: { echo: {} }", "limits: { start_timeout: 1s }", "activation: lazy");

        try (PluginManager plugins = open()) {
            assertThatThrownBy(() -> plugins.call("slow", "echo", "{}"))
                    .hasMessage(
                            "slow@1.0.0#1: \"echo\" waited for a start that did not succeed: its start took longer than"
                                    + " 1 s; raise limits.start_timeout; see `mortise why slow` [START_FAILED]");

            assertThat(plugins.status("slow").state()).isEqualTo(PluginState.BACKOFF);
            assertThat(plugins.errors("slow").get(0).failure()).isEqualTo(Failure.DEADLINE_PASSED);
            assertThat(stuck.stopped).hasValue(1);
        }
    }

    @Test
    void disable_cutsARunningStartShort() throws Exception {
        home.plugin("slow", "1.0.0", "x", "functions: { echo: {} }", "activation: lazy");

        try (PluginManager plugins = open()) {
            CompletableFuture<String> call = CompletableFuture.supplyAsync(() -> plugins.call("slow", "echo", "{}"));
            stuck.starting.await();

            assertThat(CompletableFuture.supplyAsync(
                                    () -> plugins.disable("slow").state())
                            .get(10, TimeUnit.SECONDS))
                    .isEqualTo(PluginState.DISABLED);

            assertThatThrownBy(call::join)
                    .hasMessageContaining("slow@1.0.0: is DISABLED since ")
                    .hasMessageEndingWith("; `mortise enable slow` [NOT_SERVING]");
            assertThat(stuck.stopped).hasValue(1);
        }
    }

    @Test
    void close_doesNotWaitForAStartThatHangs() throws Exception {
        home.plugin("slow", "1.0.0", "x", "functions: { echo: {} }", "activation: lazy");
        PluginManager plugins = open();
        CompletableFuture<String> call = CompletableFuture.supplyAsync(() -> plugins.call("slow", "echo", "{}"));
        stuck.starting.await();

        CompletableFuture.runAsync(() -> plugins.close(Duration.ofSeconds(1))).get(20, TimeUnit.SECONDS);

        assertThatThrownBy(call::join).hasMessageContaining("STOPPED");
        assertThat(stuck.stopped).hasValue(1);
    }

    private PluginManager open() {
        return PluginManager.builder()
                .home(directory)
                .runner(stuck)
                .control(false)
                .watch(false)
                .open();
    }
}
