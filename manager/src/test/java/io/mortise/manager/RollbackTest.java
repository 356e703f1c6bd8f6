package io.mortise.manager;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mortise.api.PluginId;
import io.mortise.api.Subject;
import io.mortise.api.error.CallErrors;
import io.mortise.api.error.Detail;
import io.mortise.api.error.PluginException;
import io.mortise.manager.ReloadOutcome.Refused;
import io.mortise.manager.ReloadOutcome.Swapped;
import io.mortise.testkit.FakeGuest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A new generation is on probation; the one before stays started until it has proved itself. */
class RollbackTest {
    private static final String ECHO = "functions: { echo: {}, trap: {} }";

    @TempDir
    Path directory;

    private final SettableTimer timer = new SettableTimer();
    private TestHome home;

    @BeforeEach
    void home() {
        home = new TestHome(directory)
                .settings("reload: { quiet: 1ms }", "restart: { backoff: 1ms..2ms, max: 100/10m }")
                .guest("one", answering("1"))
                .guest("two", answering("2"))
                .guest("three", answering("3"))
                .plugin("echo", "1.0.0", "one", ECHO);
    }

    private PluginManager open() {
        return home.builder().timer(() -> timer).open();
    }

    @Test
    void rollback_isOneSwap_whenTheNewOneTrapsTooOften() {
        try (PluginManager plugins = open()) {
            update(plugins, "1.1.0", "two");
            assertThat(plugins.status("echo").versions().trialUntil()).isPresent();
            assertThat(home.wasm.alive()).isEqualTo(2);
            trap(plugins, 9);
            assertThat(plugins.call("echo", "echo", "{}")).isEqualTo("2");

            assertThat(plugins.call("echo", "echo", "{}")).isEqualTo("1");

            PluginStatus status = plugins.status("echo");
            assertThat(status.generation()).isOne();
            assertThat(status.reason())
                    .isEqualTo("generation 1 is back: 9 of its 10 calls trapped, crashed or timed out, of the last 0"
                            + " before it 0 did");
            eventually(() -> home.wasm.alive() == 1);
            eventually(() -> plugins.status("echo").versions().lastRollback().isPresent());
            PluginStatus.LastRollback last =
                    plugins.status("echo").versions().lastRollback().get();
            assertThat(last.from()).hasToString("echo@1.1.0#2");
            assertThat(last.to()).hasToString("echo@1.0.0#1");
            assertThat(plugins.status("echo").versions().differs())
                    .startsWith("runs 1.0.0 (")
                    .contains("), there lies 1.1.0 (")
                    .endsWith("): that was rolled back");
            assertThat(home.wasm.made).hasSize(2);
        }
    }

    @Test
    void rollback_needsTheRulesCalls_whoeverMakesThem() {
        try (PluginManager plugins = open()) {
            update(plugins, "1.1.0", "two");
            trap(plugins, 9);
            assertThat(plugins.status("echo").generation()).isEqualTo(2);
            for (int i = 0; i < 50; i++) {
                assertThatThrownBy(() -> plugins.call(
                                CallRequest.of("echo", "slow", "{}").withTimeout(Duration.ofNanos(1))))
                        .isInstanceOf(PluginException.class);
            }
            assertThat(plugins.status("echo").generation()).isEqualTo(2);

            trap(plugins, 1);

            assertThat(plugins.status("echo").generation()).isOne();
        }
    }

    @Test
    void rollback_doesNotCome_whenTheOneBeforeWasNoBetter() {
        try (PluginManager plugins = open()) {
            trap(plugins, 30);
            answer(plugins, 70);
            update(plugins, "1.1.0", "two");

            trap(plugins, 60);

            assertThat(plugins.status("echo").generation()).isEqualTo(2);
        }
    }

    @Test
    void crash_onProbation_bringsTheOldOneBackAtOnce() {
        try (PluginManager plugins = open()) {
            update(plugins, "1.1.0", "two");

            home.wasm.made.get(1).crash();

            assertThat(plugins.call("echo", "echo", "{}")).isEqualTo("1");
            assertThat(plugins.status("echo").generation()).isOne();
            assertThat(home.wasm.made).hasSize(2);
        }
    }

    @Test
    void crash_ofTheReserve_isStartedAgainByTheRollback() {
        try (PluginManager plugins = open()) {
            update(plugins, "1.1.0", "two");
            home.wasm.made.get(0).crash();

            trap(plugins, 10);

            eventually(() -> plugins.call("echo", "echo", "{}").equals("1"));
            assertThat(plugins.status("echo").version()).isEqualTo("1.0.0");
            assertThat(plugins.status("echo").generation()).isEqualTo(3);
        }
    }

    @Test
    void trial_isPassed_afterAHundredCalls_orItsTime() {
        try (PluginManager plugins = open()) {
            update(plugins, "1.1.0", "two");
            answer(plugins, 100);
            eventually(() -> home.wasm.alive() == 1);
            assertThat(plugins.status("echo").versions().trialUntil()).isEmpty();
            trap(plugins, 50);
            assertThat(plugins.status("echo").generation()).isEqualTo(2);

            update(plugins, "1.2.0", "three");
            timer.advance(Duration.ofSeconds(31));
            eventually(() -> home.wasm.alive() == 1);
            trap(plugins, 50);
            assertThat(plugins.status("echo").generation()).isEqualTo(3);
        }
    }

    @Test
    void trial_leadsBackToWhatProvedItself_whenASecondReloadComesMeanwhile() {
        try (PluginManager plugins = open()) {
            update(plugins, "1.1.0", "two");
            update(plugins, "1.2.0", "three");
            eventually(() -> home.wasm.alive() == 2);

            trap(plugins, 10);

            assertThat(plugins.call("echo", "echo", "{}")).isEqualTo("1");
            eventually(() -> home.wasm.alive() == 1);
        }
    }

    @Test
    void reloadWithoutRollback_stays() {
        try (PluginManager plugins = open()) {
            home.plugin("echo", "1.1.0", "two", ECHO);
            assertThat(plugins.plugin("echo").versions().reloadWithoutRollback())
                    .isInstanceOf(Swapped.class);

            trap(plugins, 20);

            assertThat(plugins.status("echo").generation()).isEqualTo(2);
        }
    }

    @Test
    void probation_ofZero_isNone() {
        home.settings("reload: { quiet: 1ms, probation: 0s }");
        try (PluginManager plugins = open()) {
            update(plugins, "1.1.0", "two");
            eventually(() -> home.wasm.alive() == 1);
        }
    }

    @Test
    void badContent_isTriedOnceMoreAfterTenMinutes_thenNotUntilItChanges() {
        try (PluginManager plugins = open()) {
            update(plugins, "1.1.0", "two");
            trap(plugins, 10);
            assertThat(plugins.call("echo", "echo", "{}")).isEqualTo("1");
            assertThat(plugins.configure("echo", "{}")).isInstanceOf(ReloadOutcome.Unchanged.class);

            timer.advance(Duration.ofMinutes(10));
            eventually(() -> plugins.call("echo", "echo", "{}").equals("2"));
            trap(plugins, 10);
            assertThat(plugins.call("echo", "echo", "{}")).isEqualTo("1");

            timer.advance(Duration.ofMinutes(11));
            assertThat(plugins.configure("echo", "{}")).isInstanceOf(ReloadOutcome.Unchanged.class);
            assertThat(plugins.call("echo", "echo", "{}")).isEqualTo("1");
            assertThat(plugins.reload("echo")).isInstanceOf(Swapped.class);
            assertThat(plugins.call("echo", "echo", "{}")).isEqualTo("2");
        }
    }

    @Test
    void badContent_isNotStarted_byTheNextManager() {
        try (PluginManager plugins = open()) {
            update(plugins, "1.1.0", "two");
            trap(plugins, 10);
        }
        try (PluginManager again = open()) {
            assertThat(again.call("echo", "echo", "{}")).isEqualTo("1");
            assertThat(again.status("echo").versions().differs()).endsWith(": that was rolled back");
            update(again, "1.2.0", "three");
            assertThat(again.call("echo", "echo", "{}")).isEqualTo("3");
        }
    }

    @Test
    void badContent_isNotTriedAgainByTime_inTheNextManager_butWhenSomebodyAsks() {
        try (PluginManager plugins = open()) {
            update(plugins, "1.1.0", "two");
            trap(plugins, 10);
        }
        SettableTimer later = new SettableTimer();
        try (PluginManager again = home.builder().timer(() -> later).open()) {
            int made = home.wasm.made.size();

            later.advance(Duration.ofMinutes(11));
            later.advance(Duration.ofMinutes(20));

            assertThat(again.configure("echo", "{}")).isInstanceOf(ReloadOutcome.Unchanged.class);
            assertThat(again.call("echo", "echo", "{}")).isEqualTo("1");
            assertThat(home.wasm.made).hasSize(made);
            assertThat(again.reload("echo")).isInstanceOf(Swapped.class);
            assertThat(again.call("echo", "echo", "{}")).isEqualTo("2");
        }
    }

    @Test
    void rollback_byAnOperator_startsTheKeptFiles_onceTheTrialIsOver() {
        try (PluginManager plugins = open()) {
            update(plugins, "1.1.0", "two");
            answer(plugins, 100);
            eventually(() -> home.wasm.alive() == 1);

            assertThat(plugins.plugin("echo").versions().rollback("ada")).isInstanceOf(Swapped.class);

            assertThat(plugins.call("echo", "echo", "{}")).isEqualTo("1");
            assertThat(plugins.status("echo").generation()).isEqualTo(3);
            assertThat(plugins.configure("echo", "{}")).isInstanceOf(ReloadOutcome.Unchanged.class);
            assertThat(plugins.plugin("echo").versions().rollback("ada"))
                    .isEqualTo(new Refused(
                            io.mortise.api.error.Failure.NOT_SERVING,
                            "echo@1.0.0#3: there is no earlier version to go back to: one is kept when a reload"
                                    + " replaced it [NOT_SERVING]"));
        }
    }

    @Test
    void rollback_byAnOperator_isOneSwapOnProbation() {
        try (PluginManager plugins = open()) {
            update(plugins, "1.1.0", "two");

            assertThat(plugins.plugin("echo").versions().rollback("ada")).isInstanceOf(Swapped.class);

            assertThat(plugins.status("echo").generation()).isOne();
            assertThat(home.wasm.made).hasSize(2);
        }
    }

    @Test
    void rollback_afterAHandover_startsTheOldFilesAgain() {
        home.plugin("echo", "1.0.0", "one", ECHO, "reload: handover");
        try (PluginManager plugins = open()) {
            home.plugin("echo", "1.1.0", "two", ECHO, "reload: handover");
            assertThat(plugins.reload("echo")).isInstanceOf(Swapped.class);
            assertThat(home.wasm.alive()).isOne();

            trap(plugins, 10);

            eventually(() -> plugins.status("echo").version().equals("1.0.0"));
            assertThat(home.wasm.alive()).isOne();
        }
    }

    @Test
    void rollback_stopsAtTheFloor() {
        try (PluginManager plugins = open()) {
            update(plugins, "1.1.0", "two");
            plugins.plugin("echo").versions().floor("1.0.5", "ada");

            trap(plugins, 10);

            assertThat(plugins.status("echo").generation()).isEqualTo(2);
            eventually(() -> plugins.errors("echo").stream()
                    .anyMatch(trouble -> trouble.text().contains("it stays: echo@1.0.0#1 is below version 1.0.5")));
        }
    }

    @Test
    void rollback_stopsAtAGrantThatWasNarrowed() {
        home.plugin("echo", "1.0.0", "one", ECHO, "permissions: { kv: {} }");
        try (PluginManager plugins = open()) {
            plugins.grant("echo", "ada");
            home.plugin("echo", "1.1.0", "two", ECHO);
            assertThat(plugins.reload("echo")).isInstanceOf(Swapped.class);
            plugins.deny("echo", "ada");

            trap(plugins, 10);

            assertThat(plugins.status("echo").version()).isEqualTo("1.1.0");
        }
    }

    @Test
    void disable_onProbation_endsBoth() {
        try (PluginManager plugins = open()) {
            update(plugins, "1.1.0", "two");

            plugins.disable("echo");

            eventually(() -> home.wasm.alive() == 0);
        }
    }

    private void update(PluginManager plugins, String version, String guest) {
        home.plugin("echo", version, guest, ECHO);
        assertThat(plugins.reload("echo")).isInstanceOf(Swapped.class);
    }

    private static void trap(PluginManager plugins, int times) {
        for (int i = 0; i < times; i++) {
            assertThatThrownBy(() -> plugins.call("echo", "trap", "{}")).isInstanceOf(PluginException.class);
        }
    }

    private static void answer(PluginManager plugins, int times) {
        for (int i = 0; i < times; i++) {
            plugins.call("echo", "echo", "{}");
        }
    }

    private static void eventually(Callable<Boolean> condition) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(condition);
    }

    private static FakeGuest answering(String text) {
        return new FakeGuest().on("echo", (call, host) -> text.getBytes(UTF_8)).on("trap", (call, host) -> {
            throw CallErrors.trapped(
                    Subject.unstarted(PluginId.of("echo"), "1.0.0"),
                    "trap",
                    new Detail.Trap("unreachable", "", List.of()));
        });
    }
}
