package io.mortise.testkit.plugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One plugin does what it should not, as fast as it can; another one's calls go on. */
class NoisyNeighbourTest {
    private static final int CALLS = 2_000;
    private static final int ROUNDS = 7;
    private static final long DENIALS = 1_000_000;
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

    @Tag("slow")
    @Test
    void manyDenials_keepTheFirstOfEachTarget_andCountTheRest() {
        home.plugins().deny("noisy", "test", List.of("secrets"));
        IntStream.range(0, 20).forEach(target -> assertDenied("secret", "FIRST" + target));
        AtomicInteger next = new AtomicInteger();
        makeNoise(4, () -> call("secret", "LATER" + next.incrementAndGet() % 5_000));

        await().atMost(Duration.ofMinutes(5)).until(() -> denials() > DENIALS);
        over.set(true);

        List<HostCallRecord> denied = home.plugins().audit("noisy").stream()
                .filter(call -> !call.allowed())
                .toList();
        assertThat(denied)
                .extracting(HostCallRecord::target)
                .containsAll(IntStream.range(0, 20)
                        .mapToObj(target -> "FIRST" + target)
                        .toList());
        assertThat(denied).hasSizeLessThanOrEqualTo(320);
    }

    private long denials() {
        return home.plugins().status("noisy").hostCalls().get("secrets").denied();
    }

    /** What one plugin does to the others; many threads call it again and again. */
    enum Noise {
        LOOPS(64, "spin", number -> ""),
        LOG(16, "log", number -> "2 " + "x".repeat(1_000)),
        EVENTS(16, "emit_event", number -> "{\"type\":\"contract.flood\",\"data\":{\"n\":" + number + "}}"),
        KV(16, "kv_set", number -> "k" + number + " 0 " + "x".repeat(10_000)),
        DENIALS(16, "secret", number -> "S" + number % 1_000);

        private final int threads;
        private final String function;
        private final LongFunction<String> input;

        Noise(int threads, String function, LongFunction<String> input) {
            this.threads = threads;
            this.function = function;
            this.input = input;
        }
    }

    /**
     * Quiet and noise take turns, so that what else the machine does meets both: the ratio of neighbours in time, and of
     * these the median, is the noise's alone.
     */
    @Tag("slow")
    @ParameterizedTest
    @EnumSource
    void noise_doublesNobodysWorstCalls(Noise noise) {
        AtomicLong number = new AtomicLong();
        AtomicBoolean loud = new AtomicBoolean();
        makeNoise(noise.threads, () -> {
            if (loud.get()) {
                call(noise.function, noise.input.apply(number.incrementAndGet()));
            } else {
                LockSupport.parkNanos(1_000_000);
            }
        });
        p99();
        double[] ratios = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            await().until(() -> home.plugins().status("noisy").calls().inside() == 0);
            long alone = p99();
            loud.set(true);
            await().until(() -> home.plugins().status("noisy").calls().inside() > 0);
            ratios[round] = (double) p99() / alone;
            loud.set(false);
        }
        Arrays.sort(ratios);

        assertThat(home.plugins().status("quiet").calls().failed()).isZero();
        assertThat(ratios[ROUNDS / 2])
                .as("p99 beside the noise to p99 alone: %s", Arrays.toString(ratios))
                .isLessThan(2);
    }
}
