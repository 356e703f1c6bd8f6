package io.mortise.testkit.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.api.RuntimeKind;
import io.mortise.api.error.PluginException;
import io.mortise.manager.CallRequest;
import io.mortise.manager.HostCallRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One plugin does what it should not, as fast as it can; another one's calls go on. */
class NoisyNeighbourTest {
    private static final int CALLS = 2_000;
    private static final Duration SHORT = Duration.ofSeconds(2);

    @TempDir
    Path directory;

    private ContractHome home;
    private final ExecutorService noise = Executors.newCachedThreadPool();
    private final AtomicBoolean over = new AtomicBoolean();

    @BeforeEach
    void lay() {
        home = ContractHome.in(directory, RuntimeKind.WASM);
        home.plugin("noisy").write();
        home.plugin("quiet").write();
        home.settings("log: { lines_per_second: 100, keep: 200 }\n");
        home.open(home.asDeclared());
    }

    @AfterEach
    void close() {
        over.set(true);
        noise.shutdownNow();
        home.close();
    }

    private void makeNoise(int threads, Runnable work) {
        for (int i = 0; i < threads; i++) {
            noise.execute(() -> {
                while (!over.get()) {
                    try {
                        work.run();
                    } catch (PluginException e) {
                        // Refused, trapped, too late: that is what noise is.
                        Thread.onSpinWait();
                    }
                }
            });
        }
    }

    private void call(String function, String input) {
        home.plugins().call(CallRequest.of("noisy", function, input).withTimeout(Duration.ofSeconds(1)));
    }

    /** The 99th of a hundred calls of the quiet one, in nanoseconds. */
    private long p99() {
        long[] took = new long[CALLS];
        for (int i = 0; i < CALLS; i++) {
            long begin = System.nanoTime();
            home.plugins().call("quiet", "kv_set", "k 0 v");
            took[i] = System.nanoTime() - begin;
        }
        Arrays.sort(took);
        return took[CALLS * 99 / 100];
    }

    private void quietGoesOnFor(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        long calls = 0;
        while (System.nanoTime() - end < 0) {
            home.plugins().call("quiet", "echo", "x");
            calls++;
        }
        assertThat(calls).isGreaterThan(50);
        assertThat(home.plugins().status("quiet").calls().failed()).isZero();
    }

    @Test
    void loggingPlugin_isBounded_andTheOtherGoesOn() {
        makeNoise(4, () -> call("log", "2 " + "x".repeat(1_000)));

        quietGoesOnFor(SHORT);

        assertThat(home.plugins().logs("noisy", 0)).hasSizeLessThanOrEqualTo(200);
        assertThat(home.plugins().telemetry().openMetrics())
                .containsPattern("mortise_log_dropped_total\\{plugin=\"noisy\"} [1-9]");
    }

    @Test
    void deniedPlugin_keepsItsFirstDenialVisible_andTheFileIsBounded() throws IOException {
        home.plugins().deny("noisy", "test", List.of("secrets"));
        assertDenied("secret", "TOKEN");
        makeNoise(4, () -> call("secret", "S" + System.nanoTime()));

        quietGoesOnFor(SHORT);
        over.set(true);

        assertThat(home.plugins().audit("noisy"))
                .filteredOn(call -> !call.allowed())
                .hasSizeLessThanOrEqualTo(320)
                .extracting(HostCallRecord::target)
                .contains("TOKEN");
        try (Stream<Path> logs = Files.list(directory.resolve(".mortise/logs"))) {
            assertThat(logs.mapToLong(file -> file.toFile().length()).sum()).isLessThan(65L << 20);
        }
    }

    private void assertDenied(String function, String input) {
        assertThat(home.failure(CallRequest.of("noisy", function, input)).getMessage())
                .contains("mortise grant noisy secrets=" + input);
    }

    @Test
    void fillingPlugin_stopsAtItsQuota_andTheOtherGoesOn() {
        makeNoise(4, () -> call("kv_set", "k" + System.nanoTime() + " 0 " + "x".repeat(10_000)));
        makeNoise(2, () -> call("emit_event", "{\"type\":\"contract.flood\",\"data\":{}}"));

        quietGoesOnFor(SHORT);

        assertThat(home.plugins().call("quiet", "kv_set", "mine 0 v")).isNotEmpty();
    }

    /** Needs two processors of its own: on a shared machine the ratio is luck. */
    @Tag("slow")
    @Test
    void loopingPlugin_doublesNobodysWorstCalls() {
        p99();
        long alone = p99();

        makeNoise(64, () -> call("spin", ""));
        long beside = IntStream.range(0, 5).mapToLong(i -> p99()).min().orElseThrow();

        // 64 loops share 8 places of one plugin; what is left of two processors must do for the other one.
        assertThat(home.plugins().status("quiet").calls().failed()).isZero();
        assertThat(beside).isLessThan(2 * alone + Duration.ofMillis(20).toNanos());
    }
}
