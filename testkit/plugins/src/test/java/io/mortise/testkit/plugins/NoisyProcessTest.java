package io.mortise.testkit.plugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mortise.api.RuntimeKind;
import io.mortise.api.error.PluginException;
import io.mortise.manager.CallRequest;
import io.mortise.manager.PluginState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process that blocks every host call it can, floods stderr and breaks off its calls; another one's calls go on. */
@Tag("slow")
@Timeout(180)
class NoisyProcessTest {
    private static final int CALLS = 1_000;
    /** Some ten thousand lines a second, a hundred calls broken off: who starves for processors is not the subject. */
    private static final long PAUSE_NANOS = Duration.ofMillis(20).toNanos();

    private static final String LINES = ("x".repeat(120) + "\n").repeat(200);

    @TempDir
    Path directory;

    private final ExecutorService noise = Executors.newCachedThreadPool();
    private final AtomicBoolean over = new AtomicBoolean();
    private final CountDownLatch never = new CountDownLatch(1);
    private final LongAdder refused = new LongAdder();
    private ContractHome home;

    @BeforeEach
    void open() {
        home = ContractHome.in(directory, RuntimeKind.GRPC).app(this::block);
        home.plugin("noisy").write();
        home.plugin("quiet").write();
        home.settings("log: { lines_per_second: 100, keep: 200 }\nlimits: { noisy: { concurrency: 16 } }\n");
        home.open(home.asDeclared());
        for (String plugin : List.of("noisy", "quiet")) {
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> home.plugins().status(plugin).state() == PluginState.RUNNING);
        }
    }

    @AfterEach
    void close() {
        over.set(true);
        never.countDown();
        noise.shutdownNow();
        home.close();
    }

    private byte[] block(byte[] payload) {
        try {
            assertThat(never.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return payload;
    }

    private void makeNoise(int threads, String function, String input, Duration timeout) {
        CallRequest request = CallRequest.of("noisy", function, input).withTimeout(timeout);
        for (int i = 0; i < threads; i++) {
            noise.execute(() -> {
                while (!over.get()) {
                    try {
                        home.plugins().call(request);
                    } catch (PluginException e) {
                        refused.increment(); // too late, no place, cut off: that is what noise is
                    }
                    LockSupport.parkNanos(PAUSE_NANOS);
                }
            });
        }
    }

    /** The 99th of a hundred calls of the quiet one, in nanoseconds. */
    private long p99() {
        long[] took = new long[CALLS];
        for (int i = 0; i < CALLS; i++) {
            long begin = System.nanoTime();
            home.plugins().call("quiet", "echo", "x");
            took[i] = System.nanoTime() - begin;
        }
        Arrays.sort(took);
        return took[CALLS * 99 / 100];
    }

    @Test
    void hostileProcess_doublesNobodysWorstCalls() {
        IntStream.range(0, 5).forEach(pass -> p99());
        long alone = IntStream.range(0, 5).mapToLong(pass -> p99()).min().orElseThrow();

        makeNoise(12, "app_call", "app.echo\nblock", Duration.ofSeconds(30));
        makeNoise(2, "stderr", LINES, Duration.ofSeconds(1));
        makeNoise(2, "stream", "100000", Duration.ofMillis(20));
        await().until(() -> home.plugins().status("noisy").calls().inside() >= 12);
        long beside = IntStream.range(0, 5).mapToLong(pass -> p99()).min().orElseThrow();

        assertThat(refused.sum())
                .as("calls of the noisy one that were broken off")
                .isPositive();
        assertThat(home.plugins().status("quiet").calls().failed()).isZero();
        assertThat(home.plugins().status("noisy").state()).isIn(PluginState.RUNNING, PluginState.DEGRADED);
        // Two processors are shared by three JVMs; what is the scheduler's own is allowed for.
        assertThat(beside)
                .as("p99 beside a hostile process, in ns; alone it was " + alone)
                .isLessThan(2 * alone + Duration.ofMillis(20).toNanos());
    }
}
