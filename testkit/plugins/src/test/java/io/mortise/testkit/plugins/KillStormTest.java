package io.mortise.testkit.plugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.mortise.api.RuntimeKind;
import io.mortise.api.error.Failure;
import io.mortise.api.error.PluginException;
import io.mortise.manager.CallRequest;
import io.mortise.manager.PluginState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** SIGKILL at random, under load, for a minute: calls end in time, none is done twice, plugins come back. */
@Tag("slow")
@Timeout(300)
class KillStormTest {
    private static final Duration TIME = Duration.ofSeconds(60);
    /** Longer than a start: a call that comes during one waits for it, and is served. */
    private static final Duration DEADLINE = Duration.ofSeconds(20);
    /** What a machine with other work may add to a deadline. */
    private static final Duration SLACK = Duration.ofSeconds(4);
    /** Of a start, after the longest pause that the settings allow. */
    private static final Duration BACK_WITHIN = Duration.ofSeconds(32);

    private static final List<String> PLUGINS = List.of("first", "second");
    private static final int CALLERS = 6;
    private static final long PAUSE_NANOS = Duration.ofMillis(5).toNanos();

    @TempDir
    Path directory;

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicLong ids = new AtomicLong();
    private final AtomicLong answered = new AtomicLong();
    private final AtomicLong slowest = new AtomicLong();
    private final Map<String, Integer> ledger = new ConcurrentHashMap<>();
    private final Map<Failure, Integer> failures = new ConcurrentHashMap<>();
    private final Queue<Throwable> surprises = new ConcurrentLinkedQueue<>();
    private ContractHome home;

    @AfterEach
    void close() {
        over.set(true);
        home.close();
    }

    @Test
    void minuteOfKills_losesNothingButWhatWasInside() throws Exception {
        assumeThat(OpenResources.canBeCounted())
                .as("/proc/self/fd is there: file handles are counted on Linux")
                .isTrue();
        open();
        OpenResources before = OpenResources.now();
        List<Thread> callers =
                IntStream.range(0, CALLERS).mapToObj(this::caller).toList();

        List<Duration> back = killFor(TIME);
        over.set(true);
        for (Thread caller : callers) {
            caller.join();
        }

        assertThat(surprises).as("seed " + seed).isEmpty();
        assertThat(failures).as("seed " + seed).isNotEmpty();
        assertThat(failures.keySet()).isSubsetOf(Failure.GUEST_CRASHED, Failure.NOT_SERVING);
        assertThat(ledger.values())
                .as("how often each call was done, seed " + seed)
                .containsOnly(1);
        assertThat(ledger).hasSizeGreaterThanOrEqualTo((int) answered.get());
        assertThat(Duration.ofNanos(slowest.get())).isLessThan(DEADLINE.plus(SLACK));
        assertThat(back).hasSizeGreaterThanOrEqualTo(3);
        assertThat(back).allSatisfy(each -> assertThat(each).isLessThan(BACK_WITHIN));
        assertNothingIsLeft(before);
    }

    private void open() {
        home = ContractHome.in(directory, RuntimeKind.GRPC).app(this::write);
        PLUGINS.forEach(name -> home.plugin(name).write());
        home.settings("restart: { backoff: 200ms..2s, max: 1000/10m }\n");
        home.open(home.asDeclared());
        PLUGINS.forEach(this::awaitRunning);
    }

    private void awaitRunning(String plugin) {
        await().atMost(BACK_WITHIN).until(() -> home.plugins().status(plugin).state() == PluginState.RUNNING);
    }

    /** What the guest does once for each call, the host writes down. */
    private byte[] write(byte[] id) {
        ledger.merge(new String(id, StandardCharsets.UTF_8), 1, Integer::sum);
        return id;
    }

    /** How long each victim was away. */
    private List<Duration> killFor(Duration time) {
        List<Duration> back = new ArrayList<>();
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            String victim = PLUGINS.get(random.nextInt(PLUGINS.size()));
            long enough = answered.get() + 1 + random.nextInt(300);
            await().atMost(BACK_WITHIN).until(() -> answered.get() >= enough);
            long pid = home.plugins().status(victim).live().orElseThrow().pid().orElseThrow();
            long begin = System.nanoTime();
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
            await().atMost(BACK_WITHIN).until(() -> isBack(victim, pid));
            back.add(Duration.ofNanos(System.nanoTime() - begin));
        }
        return back;
    }

    private boolean isBack(String plugin, long dead) {
        var status = home.plugins().status(plugin);
        return status.state() == PluginState.RUNNING
                && status.live()
                        .flatMap(live -> live.pid().stream().boxed().findFirst())
                        .filter(pid -> pid != dead)
                        .isPresent();
    }

    private Thread caller(int number) {
        Thread thread = new Thread(
                () -> {
                    while (!over.get()) {
                        call("call " + ids.incrementAndGet());
                        LockSupport.parkNanos(PAUSE_NANOS);
                    }
                },
                "caller-" + number);
        thread.start();
        return thread;
    }

    private void call(String id) {
        String plugin = PLUGINS.get(id.hashCode() & 1);
        long begin = System.nanoTime();
        try {
            String answer = home.plugins()
                    .call(CallRequest.of(plugin, "app_call", "app.echo\n" + id).withTimeout(DEADLINE))
                    .text();
            assertThat(answer).isEqualTo(id);
            answered.incrementAndGet();
        } catch (PluginException e) {
            failures.merge(e.failure(), 1, Integer::sum);
        } catch (RuntimeException | AssertionError e) {
            surprises.add(e);
        } finally {
            slowest.accumulateAndGet(System.nanoTime() - begin, Math::max);
        }
    }

    private void assertNothingIsLeft(OpenResources before) throws IOException {
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(OpenResources.now().processes()).isLessThanOrEqualTo(before.processes());
            assertThat(OpenResources.now().files()).isLessThanOrEqualTo(before.files() + 16);
        });
        home.close();
        await().untilAsserted(() -> assertThat(OpenResources.now().processes()).isZero());
        try (Stream<Path> all = Files.walk(directory.resolve(".mortise"))) {
            assertThat(all.filter(path -> path.getFileName().toString().startsWith("plugin")
                            && !Files.isRegularFile(path)
                            && !Files.isDirectory(path)))
                    .as("sockets")
                    .isEmpty();
        }
    }
}
