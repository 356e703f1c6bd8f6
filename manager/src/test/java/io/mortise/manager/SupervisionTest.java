package io.mortise.manager;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mortise.api.Call;
import io.mortise.api.Origin;
import io.mortise.api.PluginId;
import io.mortise.api.Source;
import io.mortise.api.Subject;
import io.mortise.api.error.CallErrors;
import io.mortise.api.error.Detail;
import io.mortise.api.error.Failure;
import io.mortise.api.error.PluginException;
import io.mortise.source.DirectorySource;
import io.mortise.testkit.FakeGuest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Guests that trap, end by themselves or take long to start, and what their neighbours see of it. */
class SupervisionTest {
    private static final String ECHO = "functions: { echo: { idempotent: true } }";

    @TempDir
    Path directory;

    private TestHome home;

    @BeforeEach
    void home() {
        home = new TestHome(directory)
                .settings("reload: { quiet: 1ms }", "restart: { backoff: 1ms..2ms, max: 1000/10m }")
                .guest("one", FakeGuest.echo())
                .plugin("echo", "1.0.0", "one", ECHO);
    }

    @Test
    void poison_isTriedOnce_andNotAgainWhenItWasInFlightAtTheLastCrash() {
        Queue<String> entered = new ConcurrentLinkedQueue<>();
        home.guest("moody", new FakeGuest().on("echo", (call, host) -> {
                    String payload = new String(call.payload(), UTF_8);
                    entered.add(payload);
                    if (payload.equals("poison")) {
                        throw crash(call);
                    }
                    return call.payload();
                }));
        home.plugin("echo", "1.0.0", "moody", ECHO);
        try (PluginManager plugins = home.open()) {
            assertCrashes(plugins);
            assertThat(entered).containsExactly("poison", "poison");
            entered.clear();

            assertCrashes(plugins);

            assertThat(entered).containsExactly("poison");
            assertThat(plugins.call("echo", "echo", "well")).isEqualTo("well");
        }
    }

    private void assertCrashes(PluginManager plugins) {
        assertThatThrownBy(() -> plugins.call("echo", "echo", "poison"))
                .isInstanceOfSatisfying(
                        PluginException.class, e -> assertThat(e.failure()).isEqualTo(Failure.GUEST_CRASHED));
        eventually(() -> plugins.status("echo").state() == PluginState.RUNNING
                && home.wasm.made.get(home.wasm.made.size() - 1).isAlive());
    }

    private PluginException crash(Call call) {
        home.wasm.made.get(home.wasm.made.size() - 1).crash();
        return CallErrors.crashed(
                Subject.unstarted(PluginId.of("echo"), "1.0.0"),
                call.function(),
                new Detail.Crash("SIGKILL", OptionalInt.of(137), Duration.ofSeconds(1), List.of()));
    }

    @Test
    void thousandTraps_ofOneCaller_neverReachAnother() throws Exception {
        home.guest("trapping", FakeGuest.echo().on("trap", (call, host) -> {
                    throw CallErrors.trapped(
                            Subject.unstarted(PluginId.of("echo"), "1.0.0"),
                            "trap",
                            new Detail.Trap("unreachable", "", List.of()));
                }))
                .plugin("echo", "1.0.0", "trapping", "functions: { echo: {}, trap: {} }");
        try (PluginManager plugins = home.open()) {
            List<Throwable> failures = new ArrayList<>();
            CountDownLatch done = new CountDownLatch(1);
            Thread good = new Thread(() -> {
                while (done.getCount() > 0) {
                    try {
                        plugins.call("echo", "echo", "well");
                    } catch (RuntimeException e) {
                        failures.add(e);
                    }
                }
            });
            good.start();
            for (int i = 0; i < 1_000; i++) {
                assertThatThrownBy(() -> plugins.call("echo", "trap", "bad")).isInstanceOf(PluginException.class);
            }
            done.countDown();
            good.join();

            assertThat(failures).isEmpty();
            assertThat(plugins.status("echo").generation()).isOne();
            assertThat(plugins.status("echo").state()).isEqualTo(PluginState.DEGRADED);
        }
    }

    @Test
    void lazyStart_isOne_forManyCallers_andImpatientOnesDoNotEndIt() throws Exception {
        StuckRunners slow = new StuckRunners();
        home.plugin("lazy", "1.0.0", "x", "functions: { echo: {} }", "activation: lazy");
        try (PluginManager plugins = PluginManager.builder()
                .home(directory)
                .runner(slow)
                .control(false)
                .watch(false)
                .startOnly(Set.of())
                .open()) {
            List<CompletableFuture<String>> patient = IntStream.range(0, 2)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> plugins.call("lazy", "echo", "x" + i)))
                    .toList();
            slow.starting.await();
            for (int i = 0; i < 20; i++) {
                assertThatThrownBy(() -> plugins.call(
                                CallRequest.of("lazy", "echo", "{}").withTimeout(Duration.ofMillis(1))))
                        .isInstanceOf(PluginException.class)
                        .hasMessageContaining("waited its whole deadline of 1 ms for the start");
            }

            slow.letGo.countDown();

            for (int i = 0; i < 2; i++) {
                assertThat(patient.get(i).get()).isEqualTo("x" + i);
            }
            assertThat(slow.starts).hasValue(1);
        }
    }

    @Test
    void bugOfTheHost_inAReload_isAnOutcome_neverAStuckSlot() {
        BrokenSource source = new BrokenSource(directory);
        try (PluginManager plugins =
                home.builder().source(source, GrantPolicy.stored()).open()) {
            source.broken = true;

            assertThat(plugins.reload("echo"))
                    .isInstanceOfSatisfying(ReloadOutcome.Refused.class, refused -> assertThat(refused.failure())
                            .isEqualTo(Failure.HOST_BUG));

            assertThat(plugins.call("echo", "echo", "x")).isEqualTo("x");
            plugins.disable("echo");
            plugins.enable("echo");
            assertThatThrownBy(() -> plugins.call("echo", "echo", "x"))
                    .isInstanceOfSatisfying(
                            PluginException.class, e -> assertThat(e.failure()).isEqualTo(Failure.NOT_SERVING));
            source.broken = false;
            plugins.reload("echo");
            assertThat(plugins.call("echo", "echo", "x")).isEqualTo("x");
        }
    }

    /** A directory whose source has a bug when told to. */
    private static final class BrokenSource implements Source {
        private final Source real;
        private volatile boolean broken;

        BrokenSource(Path directory) {
            real = DirectorySource.open(
                    directory,
                    new Origin("dir:test"),
                    DirectorySource.Options.STANDARD.withQuiet(Duration.ofMillis(1)));
        }

        @Override
        public Origin origin() {
            boolean inReload = Thread.currentThread().getName().startsWith("mortise/reload-");
            if (broken && inReload) {
                throw new IllegalStateException("a bug in a source");
            }
            return real.origin();
        }

        @Override
        public List<Candidate> scan() {
            return real.scan();
        }

        @Override
        public Path snapshot(Candidate candidate, Path staging) {
            if (broken) {
                throw new IllegalStateException("a bug in a source");
            }
            return real.snapshot(candidate, staging);
        }

        @Override
        public Watch watch(Consumer<Set<String>> changed) {
            return real.watch(changed);
        }

        @Override
        public void close() {
            real.close();
        }
    }

    private static void eventually(Callable<Boolean> condition) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(condition);
    }
}
