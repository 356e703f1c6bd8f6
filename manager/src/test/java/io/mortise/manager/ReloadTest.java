package io.mortise.manager;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mortise.api.error.Failure;
import io.mortise.api.error.PluginException;
import io.mortise.manager.ReloadOutcome.ConsentNeeded;
import io.mortise.manager.ReloadOutcome.Refused;
import io.mortise.manager.ReloadOutcome.Swapped;
import io.mortise.testkit.FakeGuest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReloadTest {
    private static final String ECHO = "functions: { echo: {} }";

    @TempDir
    Path directory;

    private TestHome home;

    @BeforeEach
    void home() {
        home = new TestHome(directory)
                .settings("reload: { quiet: 1ms, drain_timeout: 10s }")
                .guest("one", answering("1"))
                .guest("two", answering("2"))
                .plugin("echo", "1.0.0", "one", ECHO);
    }

    @Test
    void reload_keepsTheOldGeneration_whenTheNewOneFailsItsProbe() {
        home.guest("sick", answering("3").failingProbe("db unreachable"));
        try (PluginManager plugins = home.open()) {
            home.plugin("echo", "1.1.0", "sick", ECHO);

            ReloadOutcome outcome = plugins.reload("echo");

            assertThat(outcome).isInstanceOfSatisfying(Refused.class, refused -> {
                assertThat(refused.failure()).isEqualTo(Failure.NOT_HEALTHY);
                assertThat(refused.text())
                        .startsWith("echo@1.1.0#2: its probe health said \"db unreachable\" after ")
                        .endsWith(" [NOT_HEALTHY]");
            });
            assertThat(plugins.call("echo", "echo", "{}")).isEqualTo("1");
            assertThat(plugins.status("echo").state()).isEqualTo(PluginState.RUNNING);
            assertThat(plugins.status("echo").lastError().orElseThrow().failure())
                    .isEqualTo(Failure.NOT_HEALTHY);
            assertThat(home.wasm.alive()).isOne();
        }
    }

    @Test
    void reload_keepsTheOldGeneration_whenTheNewOneDoesNotStart() {
        home.guest(
                "broken",
                answering("3").failingStart(PluginException.of(Failure.GUEST_TRAPPED, "echo@1.1.0#2", "trapped")));
        try (PluginManager plugins = home.open()) {
            home.plugin("echo", "1.1.0", "broken", ECHO);

            assertThat(plugins.reload("echo"))
                    .isEqualTo(new Refused(Failure.GUEST_TRAPPED, "echo@1.1.0#2: trapped [GUEST_TRAPPED]"));
            assertThat(plugins.call("echo", "echo", "{}")).isEqualTo("1");
        }
    }

    @Test
    void reload_showsEveryProblem_whenTheManifestIsBroken() {
        try (PluginManager plugins = home.open()) {
            home.write("echo", "two", "name: echo", "version: one", "runtime: wasm", "colour: red");

            ReloadOutcome outcome = plugins.reload("echo");

            assertThat(outcome).isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.failure())
                    .isEqualTo(Failure.BAD_MANIFEST));
            assertThat(plugins.status("echo").problems()).anyMatch(line -> line.contains("colour"));
            assertThat(plugins.call("echo", "echo", "{}")).isEqualTo("1");

            home.plugin("echo", "1.1.0", "two", ECHO);
            assertThat(plugins.reload("echo")).isInstanceOf(Swapped.class);
            assertThat(plugins.status("echo").problems()).isEmpty();
        }
    }

    @Test
    void reload_asksForConsent_whenTheNewOneWantsMore() {
        try (PluginManager plugins = home.open()) {
            home.plugin("echo", "1.1.0", "two", ECHO, "permissions: { kv: {} }");

            ReloadOutcome outcome = plugins.reload("echo");

            assertThat(outcome).isInstanceOfSatisfying(ConsentNeeded.class, asked -> {
                assertThat(asked.diff().missing()).containsExactly("kv");
                assertThat(asked.text()).isEqualTo("echo@1.1.0: wants kv; mortise grant echo [GRANT_MISSING]");
            });
            assertThat(plugins.call("echo", "echo", "{}")).isEqualTo("1");

            plugins.grant("echo", "ada");
            assertThat(plugins.call("echo", "echo", "{}")).isEqualTo("2");
        }
    }

    @Test
    void reload_waitsForAGrant_whenTheRuntimeTurnsIntoAProcess() {
        try (PluginManager plugins = home.open()) {
            home.write("echo", "two", "name: echo", "version: 1.1.0", "runtime: grpc", "grpc: { binary: guest }", ECHO);

            assertThat(plugins.reload("echo")).isInstanceOf(ConsentNeeded.class);

            assertThat(home.grpc.made).isEmpty();
            assertThat(plugins.call("echo", "echo", "{}")).isEqualTo("1");
        }
    }

    @Test
    void reload_swapsAtOnce_andTheOldOneDrainsItsCalls() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        home.guest("slow", new FakeGuest().on("echo", (call, host) -> {
                    entered.countDown();
                    await(leave);
                    return "slow".getBytes(UTF_8);
                }));
        home.plugin("echo", "1.0.0", "slow", ECHO);
        try (PluginManager plugins = home.open()) {
            CompletableFuture<String> inside = CompletableFuture.supplyAsync(() -> plugins.call("echo", "echo", "{}"));
            entered.await();
            home.plugin("echo", "1.1.0", "two", ECHO);

            assertThat(plugins.reload("echo")).isInstanceOf(Swapped.class);

            assertThat(plugins.call("echo", "echo", "{}")).isEqualTo("2");
            assertThat(plugins.status("echo").draining()).isOne();
            leave.countDown();
            assertThat(inside.get(10, TimeUnit.SECONDS)).isEqualTo("slow");
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> plugins.status("echo").draining() == 0);
        }
    }

    @Test
    void reload_losesNoCall_underLoad() throws Exception {
        home.settings("reload: { quiet: 1ms, drain_timeout: 10s, probation: 1s }");
        try (PluginManager plugins = home.open()) {
            AtomicBoolean stop = new AtomicBoolean();
            AtomicLong calls = new AtomicLong();
            List<Throwable> failures = new ArrayList<>();
            List<Thread> callers = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                Thread caller = new Thread(() -> {
                    while (!stop.get()) {
                        try {
                            plugins.call("echo", "echo", "{}");
                            calls.incrementAndGet();
                        } catch (RuntimeException e) {
                            synchronized (failures) {
                                failures.add(e);
                            }
                        }
                    }
                });
                caller.start();
                callers.add(caller);
            }

            for (int i = 0; i < 30; i++) {
                assertThat(plugins.reload("echo")).isInstanceOf(Swapped.class);
            }
            stop.set(true);
            for (Thread caller : callers) {
                caller.join();
            }

            assertThat(failures).isEmpty();
            assertThat(calls.get()).isPositive();
            assertThat(plugins.status("echo").generation()).isEqualTo(31);
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> home.wasm.alive() == 1);
        }
        assertThat(home.wasm.alive()).isZero();
    }

    @Test
    void change_isUnchanged_whenContentSettingsAndGrantAreEqual() {
        try (PluginManager plugins = home.open()) {
            ReloadOutcome outcome = plugins.configure("echo", "{}");

            assertThat(outcome).isInstanceOf(ReloadOutcome.Unchanged.class);
            assertThat(plugins.status("echo").generation()).isOne();
        }
    }

    @Test
    void configure_makesASuccessor_andRefusesWhatDoesNotFit() {
        home.plugin(
                "echo",
                "1.0.0",
                "one",
                ECHO,
                "config_schema: { type: object, properties: { units: { type: string } }, additionalProperties: false"
                        + " }");
        try (PluginManager plugins = home.open()) {
            assertThat(plugins.configure("echo", "{\"units\":\"celsius\"}")).isInstanceOf(Swapped.class);
            assertThat(new String(home.wasm.made.get(1).config().orElseThrow().json(), UTF_8))
                    .isEqualTo("{\"units\":\"celsius\"}");

            ReloadOutcome refused = plugins.configure("echo", "{\"units\":7}");

            assertThat(refused).isInstanceOfSatisfying(Refused.class, r -> assertThat(r.failure())
                    .isEqualTo(Failure.BAD_CONFIG));
            assertThat(plugins.status("echo").generation()).isEqualTo(2);
            assertThat(plugins.configure("echo", "{\"units\":\"celsius\"}"))
                    .isInstanceOf(ReloadOutcome.Unchanged.class);
        }
    }

    @Test
    void handover_startsTheOldBundleAgain_whenTheNewOneDoesNotStart() {
        home.plugin("echo", "1.0.0", "one", ECHO, "reload: handover");
        home.guest("broken", answering("3").failingStart(PluginException.of(Failure.GUEST_TRAPPED, "echo", "trapped")));
        try (PluginManager plugins = home.open()) {
            home.plugin("echo", "1.1.0", "broken", ECHO, "reload: handover");
            assertThat(plugins.reload("echo")).isInstanceOf(Refused.class);
            assertThat(plugins.call("echo", "echo", "{}")).isEqualTo("1");
            assertThat(home.wasm.alive()).isOne();

            home.plugin("echo", "1.2.0", "two", ECHO, "reload: handover");
            assertThat(plugins.reload("echo")).isInstanceOf(Swapped.class);
            assertThat(plugins.call("echo", "echo", "{}")).isEqualTo("2");
            assertThat(home.wasm.alive()).isOne();
        }
    }

    @Test
    void watch_takesUpWhatChanged_appearedAndIsGone() throws Exception {
        try (PluginManager plugins = home.builder().watch(true).open()) {
            home.plugin("echo", "1.1.0", "two", ECHO);
            eventually(() -> plugins.call("echo", "echo", "{}").equals("2"));

            home.plugin("late", "1.0.0", "one", ECHO);
            eventually(
                    () -> plugins.status().size() == 2 && plugins.status("late").state() == PluginState.RUNNING);

            delete(directory.resolve("late"));
            eventually(() -> plugins.status().size() == 1);
            assertThatThrownBy(() -> plugins.call("late", "echo", "{}"))
                    .hasMessage("late: no plugin has this name; there is echo; see `mortise list` [UNKNOWN_PLUGIN]");
        }
    }

    @Test
    void settings_areReadAgain_andBadOnesChangeNothing() {
        home.plugin("echo", "1.0.0", "one", ECHO, "config_schema: { type: object }");
        try (PluginManager plugins = home.open()) {
            home.settings("reload: { quiet: 1ms }", "config: { echo: { a: 1 } }");
            eventually(() -> plugins.status("echo").generation() == 2);

            home.settings("config: [");
            eventually(
                    () -> home.events.stream().anyMatch(e -> e.text().contains("refused, the settings before stay")));
            assertThat(plugins.status("echo").generation()).isEqualTo(2);
        }
    }

    private static void eventually(java.util.concurrent.Callable<Boolean> condition) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(condition);
    }

    private static FakeGuest answering(String text) {
        return new FakeGuest().on("echo", (call, host) -> text.getBytes(UTF_8));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void delete(Path plugin) throws Exception {
        for (String each : List.of("plugin.yaml", "guest")) {
            Files.delete(plugin.resolve(each));
        }
        Files.delete(plugin);
    }
}
