package io.mortise.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.mortise.api.error.Failure;
import io.mortise.api.error.PluginException;
import io.mortise.testkit.FakeGuest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One heap for all: what each may take of it, and what becomes of who takes it all. */
@Timeout(60)
class MemoryTest {
    private static final String ECHO = "functions: { echo: {} }";

    @TempDir
    Path directory;

    private TestHome home;
    private int changes;

    @BeforeEach
    void home() {
        home = new TestHome(directory)
                .settings("reload: { quiet: 1ms }", "budget: { memory: 100MiB }")
                .guest("one", FakeGuest.echo());
    }

    @Test
    void ledger_givesUpToTheBound_andTakesBack() {
        AtomicLong max = new AtomicLong(100);
        MemoryLedger ledger = new MemoryLedger(max::get);
        MemoryLedger.Share one = ledger.share();
        MemoryLedger.Share other = ledger.share();

        assertThat(one.take(60) && other.take(40)).isTrue();
        assertThat(ledger.refused()).isZero();
        assertThat(one.take(1) || other.take(30)).isFalse();
        assertThat(ledger.held()).isEqualTo(100);
        assertThat(ledger.missingFor(30)).isEqualTo(30);
        assertThat(ledger.refused()).isEqualTo(30);
        assertThat(ledger.refused()).isZero();
        one.giveBack(40);
        assertThat(other.take(40)).isTrue();
        assertThat(one.held()).isEqualTo(20);
        assertThat(other.held()).isEqualTo(80);
        // A narrower setting holds for what is asked next and takes nothing away.
        max.set(50);
        assertThat(one.take(1)).isFalse();
        assertThat(ledger.held()).isEqualTo(100);
        assertThat(one.maxBytes()).isEqualTo(50);
    }

    /** Four of 30 MiB each in 100 MiB: who wants 60 more gets it from the two called longest ago, and from no other. */
    @Test
    void wantedMemory_isMadeByAsManyIdlePlugins_asItTakes_theLeastRecentlyCalledFirst() {
        SettableTimer timer = new SettableTimer();
        CountDownLatch leave = new CountDownLatch(1);
        CountDownLatch entered = new CountDownLatch(1);
        home.guest("big", FakeGuest.echo().holding(30L << 20))
                .guest("bigger", FakeGuest.echo().holding(60L << 20))
                .guest("busy", FakeGuest.echo().holding(5L << 20).on("hold", (call, host) -> {
                    entered.countDown();
                    awaitLatch(leave);
                    return call.payload();
                }))
                .plugin("busy", "1.0.0", "busy", "functions: { echo: {}, hold: {} }")
                .plugin("last", "1.0.0", "big", ECHO)
                .plugin("first", "1.0.0", "big", ECHO)
                .plugin("second", "1.0.0", "big", ECHO)
                .plugin("small", "1.0.0", "one", ECHO)
                .plugin("wanting", "1.0.0", "bigger", ECHO, "activation: lazy");
        try (PluginManager plugins = home.builder().timer(() -> timer).open()) {
            CompletableFuture<String> inside =
                    CompletableFuture.supplyAsync(() -> plugins.call("busy", "hold", "held"));
            awaitLatch(entered);
            for (String each : List.of("small", "first", "second", "last")) {
                timer.advance(Duration.ofSeconds(30));
                plugins.call(each, "echo", "x");
                awaitHousekeeping(timer);
            }

            assertThatThrownBy(() -> plugins.call("wanting", "echo", "x")).hasMessageContaining("budget.memory");
            await().until(() -> {
                timer.advance(Duration.ofSeconds(1));
                return plugins.status("wanting").state() == PluginState.RUNNING;
            });

            assertThat(states(plugins, "first", "second")).containsOnly(PluginState.IDLE);
            assertThat(states(plugins, "busy", "last", "small")).containsOnly(PluginState.RUNNING);
            assertThat(plugins.call("wanting", "echo", "served")).isEqualTo("served");
            leave.countDown();
            assertThat(inside.join()).isEqualTo("held");
        }
    }

    /** Nobody is young enough to stay and nobody idle enough to go: the one that wants more is refused. */
    @Test
    void wantedMemory_isRefused_whileNobodyMayGo() {
        SettableTimer timer = new SettableTimer();
        home.guest("big", FakeGuest.echo().holding(90L << 20))
                .plugin("young", "1.0.0", "big", ECHO)
                .plugin("wanting", "1.0.0", "big", ECHO, "activation: lazy");
        try (PluginManager plugins = home.builder().timer(() -> timer).open()) {
            assertThatThrownBy(() -> plugins.call("wanting", "echo", "x")).hasMessageContaining("budget.memory");
            timer.advance(Duration.ofSeconds(1));

            assertThat(plugins.status("wanting").state()).isEqualTo(PluginState.BACKOFF);
            assertThat(plugins.call("young", "echo", "stays")).isEqualTo("stays");
        }
    }

    /** Its second round begins when the first, which notices who was called, has ended. */
    private void awaitHousekeeping(SettableTimer timer) {
        for (int round = 0; round < 2; round++) {
            long told = settingsTold();
            home.settings(
                    "reload: { quiet: 1ms }",
                    "budget: { memory: 100MiB }",
                    "config: { nobody: { n: " + ++changes + " } }");
            await().until(() -> {
                timer.advance(Duration.ofSeconds(1));
                return settingsTold() > told;
            });
        }
    }

    private long settingsTold() {
        return home.events.stream()
                .filter(event -> event.text().endsWith("the settings changed"))
                .count();
    }

    private static List<PluginState> states(PluginManager plugins, String... names) {
        return Stream.of(names).map(name -> plugins.status(name).state()).toList();
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void plugin_isDisabled_untilAnOperatorEnablesIt_whenItUsedUpTheHeap() {
        home.plugin("hog", "1.0.0", "one", ECHO).plugin("other", "1.0.0", "one", ECHO);
        try (PluginManager plugins = home.open()) {
            PluginException failure = PluginException.of(Failure.LIMIT_REACHED, "hog@1.0.0#1", "found no memory left");
            home.wasm.made.stream()
                    .filter(runner ->
                            runner.subject().orElseThrow().plugin().name().equals("hog"))
                    .forEach(runner -> runner.exhaust(failure));

            await().until(() -> plugins.status("hog").state() == PluginState.DISABLED);
            assertThat(plugins.status("hog").reason()).startsWith("by mortise, because it used up the host's heap at ");
            assertThat(plugins.status("other").state()).isEqualTo(PluginState.RUNNING);
            assertThat(plugins.errors("hog").toString()).contains("found no memory left");
        }
        try (PluginManager plugins = home.open()) {
            assertThat(plugins.status("hog").state()).isEqualTo(PluginState.DISABLED);
            assertThat(plugins.enable("hog").state()).isEqualTo(PluginState.RUNNING);
        }
    }
}
