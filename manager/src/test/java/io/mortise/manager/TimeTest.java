package io.mortise.manager;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mortise.api.error.Failure;
import io.mortise.api.error.PluginException;
import io.mortise.testkit.FakeGuest;
import io.mortise.testkit.SettableClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the manager does by the clock, with a clock that is set. */
class TimeTest {
    private static final String ECHO = "functions: { echo: {} }";

    @TempDir
    Path directory;

    private final SettableTimer timer = new SettableTimer();
    private final SettableClock wall = new SettableClock(Instant.parse("2026-11-21T10:00:00Z"));
    private TestHome home;

    @BeforeEach
    void home() {
        home = new TestHome(directory)
                .settings("reload: { quiet: 1ms, probation: 0s }")
                .guest("one", FakeGuest.echo())
                .guest("two", FakeGuest.echo())
                .plugin("echo", "1.0.0", "one", ECHO);
    }

    private PluginManager open() {
        return home.builder().timer(() -> timer).clock(wall).open();
    }

    @Test
    void idle_isUnloaded_afterItsTime_butNeverInItsFirstMinute() {
        home.settings("reload: { quiet: 1ms }", "budget: { idle: 5s }");
        try (PluginManager plugins = open()) {
            tick(Duration.ofSeconds(1));
            tick(Duration.ofSeconds(58));
            assertThat(plugins.status("echo").state()).isEqualTo(PluginState.RUNNING);

            eventually(() -> {
                timer.advance(Duration.ofSeconds(5));
                return plugins.status("echo").state() == PluginState.IDLE;
            });

            assertThat(plugins.status("echo").reason()).isEqualTo("nobody called it for 5 s; the next call starts it");
            assertThat(plugins.call("echo", "echo", "x")).isEqualTo("x");
        }
    }

    @Test
    void budget_unloadsWhatWasCalledLongestAgo_forOneThatIsWanted() {
        home.settings("reload: { quiet: 1ms }", "budget: { plugins: 2 }");
        home.plugin("second", "1.0.0", "one", ECHO).plugin("third", "1.0.0", "one", ECHO, "activation: lazy");
        try (PluginManager plugins = open()) {
            assertThatThrownBy(() -> plugins.call("third", "echo", "x"))
                    .isInstanceOf(PluginException.class)
                    .hasMessageContaining("would be plugin 3 that runs, allowed are 2");
            tick(Duration.ofSeconds(61));
            plugins.call("echo", "echo", "x");
            tick(Duration.ofSeconds(1));

            plugins.plugin("third").versions().reset("test");
            assertThat(plugins.call("third", "echo", "x")).isEqualTo("x");

            assertThat(plugins.status("second").state()).isEqualTo(PluginState.IDLE);
            assertThat(plugins.status("second").reason()).startsWith("the budget wants room for third");
            assertThat(plugins.status("echo").state()).isEqualTo(PluginState.RUNNING);
            assertThat(home.wasm.alive()).isEqualTo(2);
        }
    }

    @Test
    void budget_holds_whenManyStartAtOnce() {
        home.settings("reload: { quiet: 1ms }", "budget: { plugins: 3 }");
        IntStream.range(0, 8).forEach(i -> home.plugin("p" + i, "1.0.0", "one", ECHO));
        try (PluginManager plugins = open()) {
            assertThat(home.wasm.alive()).isEqualTo(3);
            assertThat(plugins.status().stream().filter(status -> status.state() == PluginState.BACKOFF))
                    .hasSize(6)
                    .allSatisfy(status -> assertThat(
                                    status.lastError().orElseThrow().failure())
                            .isEqualTo(Failure.LIMIT_REACHED));
        }
    }

    @Test
    void automaticReloads_areSixAMinute_andTheNextComesWhenThatHasPassed() {
        home.settings("reload: { quiet: 1ms, probation: 0s }")
                .plugin("echo", "1.0.0", "one", ECHO, "config_schema: { type: object }");
        try (PluginManager plugins = open()) {
            for (int change = 1; change <= 8; change++) {
                home.settings("reload: { quiet: 1ms, probation: 0s }", "config: { echo: { a: " + change + " } }");
                int told = change;
                eventually(() -> {
                    timer.advance(Duration.ofSeconds(1));
                    return settingsTold() == told;
                });
                int serves = 1 + Math.min(change, 6);
                eventually(() -> plugins.status("echo").generation() == serves);
            }
            tick(Duration.ofSeconds(1));
            assertThat(plugins.status("echo").generation()).isEqualTo(7);
            assertThat(home.wasm.made).hasSize(7);

            timer.advance(Duration.ofSeconds(60));
            eventually(() -> plugins.status("echo").generation() == 8);
            // The two that waited were one, and there is no third.
            timer.advance(Duration.ofMinutes(5));
            plugins.reload("echo");
            assertThat(plugins.status("echo").generation()).isEqualTo(9);
            assertThat(home.wasm.made).hasSize(9);
        }
    }

    private long settingsTold() {
        return home.events.stream()
                .filter(event -> event.text().endsWith("the settings changed"))
                .count();
    }

    @Test
    void refusedContent_isTriedOnceMore_afterTenMinutes() {
        home.guest("bad", FakeGuest.echo().failingProbe("no"));
        try (PluginManager plugins = open()) {
            home.plugin("echo", "1.1.0", "bad", ECHO);
            plugins.reload("echo");
            int tries = home.wasm.made.size();

            timer.advance(Duration.ofMinutes(10));
            eventually(() -> home.wasm.made.size() == tries + 1);
            eventually(() -> plugins.errors("echo").size() == 2);
            timer.advance(Duration.ofMinutes(20));
            tick(Duration.ofSeconds(1));

            assertThat(home.wasm.made).hasSize(tries + 1);
            assertThat(plugins.call("echo", "echo", "x")).isEqualTo("x");
        }
    }

    @Test
    void givenUp_isTriedAgain_everyFiveMinutes() {
        home.guest("dead", FakeGuest.echo().failingStart(PluginException.of(Failure.GUEST_TRAPPED, "echo", "never")))
                .plugin("echo", "1.0.0", "dead", ECHO)
                .settings("reload: { quiet: 1ms }", "restart: { backoff: 1s..2s, max: 2/10m }");
        try (PluginManager plugins = open()) {
            eventually(() -> {
                timer.advance(Duration.ofSeconds(3));
                return plugins.status("echo").state() == PluginState.FAILED;
            });
            home.guest("dead", FakeGuest.echo());

            timer.advance(Duration.ofMinutes(5));

            eventually(() -> plugins.status("echo").state() == PluginState.RUNNING);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {3600, -3600, 365L * 86_400, -365L * 86_400})
    void stepOfTheClock_changesNoCallDrainOrBackoff(long seconds) throws Exception {
        CountDownLatch entered = new CountDownLatch(2);
        CountDownLatch leave = new CountDownLatch(1);
        home.settings("reload: { quiet: 1ms, drain_timeout: 1h }", "restart: { backoff: 20s..30s, max: 5/10m }")
                .guest("slow", new FakeGuest().on("echo", (call, host) -> {
                            entered.countDown();
                            awaitLatch(leave);
                            return "late".getBytes(UTF_8);
                        }))
                .guest("dead", FakeGuest.echo().failingStart(PluginException.of(Failure.GUEST_TRAPPED, "dead", "no")))
                .plugin("dead", "1.0.0", "dead", ECHO)
                .plugin("echo", "1.0.0", "slow", ECHO);
        try (PluginManager plugins = open()) {
            List<CompletableFuture<String>> inside = IntStream.range(0, 2)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> plugins.call("echo", "echo", "{}")))
                    .toList();
            entered.await();
            home.plugin("echo", "1.1.0", "two", ECHO);
            plugins.reload("echo");

            wall.advance(Duration.ofSeconds(seconds));
            tick(Duration.ofSeconds(1));

            assertThat(plugins.status("echo").draining()).isOne();
            assertThat(inside).noneMatch(CompletableFuture::isDone);
            assertThat(plugins.status("dead").state()).isEqualTo(PluginState.BACKOFF);
            assertThat(plugins.call("echo", "echo", "new")).isEqualTo("new");
            leave.countDown();
            for (CompletableFuture<String> each : inside) {
                assertThat(each.get(10, TimeUnit.SECONDS)).isEqualTo("late");
            }
            home.guest("dead", FakeGuest.echo());
            timer.advance(Duration.ofSeconds(31));
            eventually(() -> plugins.status("dead").state() == PluginState.RUNNING);
        }
    }

    /** Moves on and lets one round of housekeeping begin. */
    private void tick(Duration by) {
        timer.advance(by);
    }

    private static void eventually(Callable<Boolean> condition) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(condition);
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
