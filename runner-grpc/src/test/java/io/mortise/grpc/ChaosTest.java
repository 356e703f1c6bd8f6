package io.mortise.grpc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mortise.api.Call;
import io.mortise.api.CallId;
import io.mortise.api.Deadline;
import io.mortise.api.Runner;
import io.mortise.api.error.Failure;
import io.mortise.api.error.PluginException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Plugins killed with −9 at random under load: every call ends in time, by a failure that says so, and nothing is left. */
class ChaosTest {
    private static final Duration DEADLINE = Duration.ofSeconds(5);
    private static final Duration SLACK = Duration.ofSeconds(5);
    private static final int CALLERS = 8;

    @TempDir
    Path directory;

    private final AtomicLong ids = new AtomicLong(1);
    private final AtomicInteger answered = new AtomicInteger();
    private final Set<Failure> failures = ConcurrentHashMap.newKeySet();
    private final Set<String> executed = ConcurrentHashMap.newKeySet();
    private final Set<String> twice = ConcurrentHashMap.newKeySet();
    private final AtomicReference<Duration> slowest = new AtomicReference<>(Duration.ZERO);

    @Test
    @Tag("slow")
    @Timeout(120)
    void killedForFiveSeconds_everyCallEnds() throws Exception {
        run(Duration.ofSeconds(5));
    }

    @Test
    @Tag("soak")
    @Timeout(300)
    void killedForAMinute_everyCallEnds() throws Exception {
        run(Duration.ofSeconds(60));
    }

    private void run(Duration time) throws Exception {
        long seed = System.nanoTime();
        var random = new Random(seed);
        long end = System.nanoTime() + time.toNanos();
        int kills = 0;
        try (Bench bench = new Bench(directory)) {
            while (System.nanoTime() < end || kills < 3) {
                ScriptedPlugin plugin = ledger();
                try (FakePeer peer = FakePeer.serving(plugin)) {
                    generation(bench, peer, random);
                    kills++;
                }
            }
            assertLeft(bench);
        }
        assertThat(answered).as("seed " + seed).hasPositiveValue();
        assertThat(twice).as("executed twice, seed " + seed).isEmpty();
        assertThat(failures).as("seed " + seed).isSubsetOf(EnumSet.of(Failure.GUEST_CRASHED, Failure.NOT_SERVING));
        assertThat(slowest.get()).as("seed " + seed).isLessThan(DEADLINE.plus(SLACK));
    }

    /** A plugin that writes down what it executes. */
    private ScriptedPlugin ledger() {
        var plugin = new ScriptedPlugin();
        plugin.onCall = (request, reply) -> {
            String payload = request.getPayload().toStringUtf8();
            if (!executed.add(payload)) {
                twice.add(payload);
            }
            reply.onNext(io.mortise.proto.v1.CallReply.newBuilder()
                    .setPayload(request.getPayload())
                    .build());
            reply.onCompleted();
        };
        return plugin;
    }

    /** One process under load, killed once a random number of calls were answered. */
    private void generation(Bench bench, FakePeer peer, Random random) throws Exception {
        Runner runner = bench.start(peer.spec(bench, "echo pid $$ >&2"));
        long pid = pid(bench);
        bench.host.logged.clear();
        int target = answered.get() + 1 + random.nextInt(500);
        var going = new AtomicBoolean(true);
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        try {
            List<Future<?>> all = IntStream.range(0, CALLERS)
                    .<Future<?>>mapToObj(i -> callers.submit(() -> load(runner, going)))
                    .toList();
            await().pollInterval(Duration.ofMillis(2)).until(() -> answered.get() >= target);
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
            peer.vanish();
            for (Future<?> one : all) {
                one.get();
            }
        } finally {
            going.set(false);
            callers.shutdownNow();
            runner.stop(Duration.ZERO);
        }
    }

    private static long pid(Bench bench) {
        await().until(() -> bench.logged().stream().anyMatch(line -> line.startsWith("pid ")));
        return bench.logged().stream()
                .filter(line -> line.startsWith("pid "))
                .mapToLong(line -> Long.parseLong(line.substring(4)))
                .findFirst()
                .orElseThrow();
    }

    /** Calls until one fails; a process that was killed answers no more. */
    private void load(Runner runner, AtomicBoolean going) {
        while (going.get()) {
            String payload = "call " + ids.incrementAndGet();
            long begin = System.nanoTime();
            try {
                Call call = Call.of(new CallId(ids.get()), "work", payload.getBytes(UTF_8), Deadline.after(DEADLINE));
                assertThat(new String(runner.call(call).payload(), UTF_8)).isEqualTo(payload);
                answered.incrementAndGet();
            } catch (PluginException e) {
                failures.add(e.failure());
                return;
            } finally {
                Duration took = Duration.ofNanos(System.nanoTime() - begin);
                slowest.accumulateAndGet(took, (a, b) -> a.compareTo(b) > 0 ? a : b);
            }
        }
    }

    private static void assertLeft(Bench bench) throws IOException {
        try (Stream<Path> left = Files.list(bench.run)) {
            assertThat(left).as("sockets and records").isEmpty();
        }
        assertThat(ProcessHandle.current().children().filter(ProcessHandle::isAlive))
                .as("processes")
                .isEmpty();
    }
}
