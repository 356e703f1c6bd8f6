package io.mortise.testkit.plugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.mortise.api.RuntimeKind;
import io.mortise.manager.ReloadOutcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Reloads under traffic: no call lost, nothing of the old generations left. */
@Timeout(1800)
class ReloadTest {
    private static final int CALLERS = 8;
    /** Callers leave the processors to the JVMs that start: the test is about calls lost, not about calls made. */
    private static final long PAUSE_NANOS = Duration.ofMillis(20).toNanos();

    @TempDir
    Path directory;

    private final LongAdder calls = new LongAdder();
    private final Queue<Throwable> lost = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean over = new AtomicBoolean();
    private ContractHome home;

    @AfterEach
    void close() {
        home.close();
    }

    @ParameterizedTest
    @EnumSource
    void fewReloads_loseNoCall(RuntimeKind runtime) throws Exception {
        hammer(runtime, runtime == RuntimeKind.WASM ? 10 : 2);
    }

    @Tag("slow")
    @Test
    void twoHundredReloadsOfWasm_loseNoCall_andLeaveNothing() throws Exception {
        hammer(RuntimeKind.WASM, 200);
    }

    /** Two hundred JVMs, one after the other: some ten minutes, run by hand with {@code -Dslow -Dgroups=soak}. */
    @Tag("soak")
    @Test
    void twoHundredReloadsOfAProcess_loseNoCall_andLeaveNothing() throws Exception {
        hammer(RuntimeKind.GRPC, 200);
    }

    private void hammer(RuntimeKind runtime, int reloads) throws Exception {
        assumeThat(OpenResources.canBeCounted())
                .as("/proc/self/fd is there: file handles are counted on Linux")
                .isTrue();
        home = ContractHome.in(directory, runtime);
        home.plugin().write();
        home.open();
        List<Thread> callers =
                IntStream.range(0, CALLERS).mapToObj(this::caller).toList();
        reload(1);
        OpenResources before = settled();
        long heapBefore = OpenResources.heap();

        for (int i = 2; i <= reloads; i++) {
            reload(i);
        }

        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            assertThat(home.status().draining()).isLessThanOrEqualTo(1);
            OpenResources now = OpenResources.now();
            assertThat(now.processes()).isLessThanOrEqualTo(before.processes());
            assertThat(now.files()).isLessThanOrEqualTo(before.files() + 16);
            assertThat(now.threads()).isLessThanOrEqualTo(before.threads() + 16);
        });
        over.set(true);
        for (Thread caller : callers) {
            caller.join();
        }
        assertThat(lost).isEmpty();
        assertThat(calls.sum()).isGreaterThan(reloads);
        assertThat(OpenResources.heap()).isLessThan(heapBefore + (48L << 20));
        home.close();
        await().untilAsserted(() -> assertThat(OpenResources.now().processes()).isZero());
    }

    private void reload(int number) {
        home.plugin().version("1.0." + number).write();
        assertThat(home.plugins().reload("contract")).isInstanceOf(ReloadOutcome.Swapped.class);
        assertThat(home.status().version()).isEqualTo("1.0." + number);
    }

    /** With the predecessor that is kept for a rollback. */
    private OpenResources settled() {
        await().until(() -> home.status().draining() <= 1);
        return OpenResources.now();
    }

    private Thread caller(int number) {
        Thread thread = new Thread(
                () -> {
                    for (long i = 0; !over.get(); i++) {
                        call(number + ":" + i);
                        LockSupport.parkNanos(PAUSE_NANOS);
                    }
                },
                "caller-" + number);
        thread.start();
        return thread;
    }

    private void call(String input) {
        try {
            String answer = home.ask("echo", input);
            if (!answer.equals(input)) {
                lost.add(new AssertionError(answer + " for " + input));
            }
            calls.increment();
        } catch (RuntimeException e) {
            lost.add(e);
        }
    }
}
