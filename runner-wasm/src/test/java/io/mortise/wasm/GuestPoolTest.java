package io.mortise.wasm;

import static io.mortise.wasm.Guests.ask;
import static io.mortise.wasm.Guests.call;
import static io.mortise.wasm.Guests.failure;
import static io.mortise.wasm.Guests.wat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.api.Call;
import io.mortise.api.Caller;
import io.mortise.api.Runner;
import io.mortise.api.error.Failure;
import io.mortise.api.error.PluginException;
import io.mortise.api.manifest.RuntimeSpec;
import io.mortise.testkit.ContractGuest;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class GuestPoolTest {
    /** Answers how many calls this very instance has served before. */
    private static final String COUNTER = "(memory (export \"memory\") 1) (global $n (mut i32) (i32.const 0))"
            + "(func (export \"count\") (param i32) (result i32)"
            + " (i32.store (i32.const 0) (global.get $n)) (global.set $n (i32.add (global.get $n) (i32.const 1)))"
            + " (call $output (i32.const 0) (i32.const 4)) (i32.const 0))";

    /** Keeps what it is given, shows it to the host, and tells it later. */
    private static final String MARKED =
            "(import \"mortise/1\" \"app_call\" (func $app (param i32 i32 i32 i32) (result i64)))"
                    + "(memory (export \"memory\") 1) (data (i32.const 64) \"app.echo\")"
                    + "(func (export \"hold\") (param i32) (result i32) (call $input (i32.const 0))"
                    + " (drop (call $app (i32.const 64) (i32.const 8) (i32.const 0) (i32.const 4))) (i32.const 0))"
                    + "(func (export \"whose\") (param i32) (result i32) (call $output (i32.const 0) (i32.const 4)) (i32.const 0))";

    @TempDir
    Path directory;

    private Guests guests;

    @BeforeEach
    void open() {
        guests = new Guests(WasmRunnerFactory.compiling(), directory);
    }

    @AfterEach
    void close() {
        guests.close();
    }

    private void pool(int max, int min, Duration maxIdle, int maxUses) {
        guests.spec = new RuntimeSpec.Wasm(
                "plugin.wasm", "auto", false, new RuntimeSpec.Pool(max, min, maxIdle, maxUses), false);
    }

    private static int count(Runner runner) {
        return count(runner, call("count", ""));
    }

    private static int count(Runner runner, Call call) {
        return ByteBuffer.wrap(runner.call(call).payload())
                .order(ByteOrder.LITTLE_ENDIAN)
                .getInt();
    }

    private static Call forTenant(String tenant) {
        return call("count", "").withCaller(Caller.application("test").withTenant(tenant));
    }

    @Test
    void instances_areNeverLostNorLentTwice_whenAHundredThreadsBorrow() throws Exception {
        pool(8, 0, Duration.ofMinutes(5), 0);
        guests.limits = guests.limits.withWaitTimeout(Duration.ofSeconds(50));
        Runner runner = guests.started(wat(COUNTER), "count");
        ExecutorService threads = Executors.newFixedThreadPool(100);
        AtomicLong calls = new AtomicLong();
        List<Future<?>> done = new ArrayList<>();
        AtomicIntegerArray seen = new AtomicIntegerArray(10_000);

        for (int i = 0; i < 100; i++) {
            done.add(threads.submit(() -> {
                for (int j = 0; j < 100; j++) {
                    seen.incrementAndGet(count(runner));
                    calls.incrementAndGet();
                }
            }));
        }
        for (Future<?> each : done) {
            each.get(50, TimeUnit.SECONDS);
        }
        threads.shutdown();

        assertThat(calls).hasValue(10_000);
        assertThat(guests.factory.liveInstances()).isBetween(1, 8);
        assertThat(guests.counted).isEmpty();
        // Each instance counts 0, 1, 2 …: a lost one would begin again, one lent twice would skip or repeat.
        assertThat(seen.get(0)).isEqualTo(guests.factory.liveInstances());
        for (int i = 1; i < 10_000; i++) {
            assertThat(seen.get(i)).isLessThanOrEqualTo(seen.get(i - 1));
        }
    }

    @Test
    void instance_isLetGo_afterItsUses() {
        pool(1, 0, Duration.ofMinutes(5), 3);
        Runner runner = guests.started(wat(COUNTER), "count");

        assertThat(List.of(count(runner), count(runner), count(runner), count(runner)))
                .containsExactly(0, 1, 2, 0);
        assertThat(guests.counted).containsExactly("instance.retired.max_uses");
    }

    @Test
    void instance_isLetGo_whenItIdles_downToTheMinimum() {
        pool(4, 1, Duration.ofMinutes(5), 0);
        Runner runner = guests.started(wat(COUNTER), "count");
        count(runner, forTenant("a"));
        count(runner, forTenant("b"));
        count(runner, forTenant("c"));
        long now = System.nanoTime();

        guests.factory.sweep(now + Duration.ofMinutes(4).toNanos());
        assertThat(guests.factory.liveInstances()).isEqualTo(3);
        guests.factory.sweep(now + Duration.ofMinutes(6).toNanos());

        assertThat(guests.factory.liveInstances()).isEqualTo(1);
        assertThat(guests.counted).containsExactly("instance.retired.idle", "instance.retired.idle");
    }

    @Test
    void instances_areMadeAhead_asManyAsTheMinimum() {
        pool(4, 3, Duration.ofMinutes(5), 0);
        guests.started(wat(COUNTER), "count");

        assertThat(guests.factory.liveInstances()).isEqualTo(3);
    }

    @Test
    void instance_servesOneTenantOnly() {
        pool(2, 0, Duration.ofMinutes(5), 0);
        Runner runner = guests.started(wat(COUNTER), "count");

        assertThat(count(runner, forTenant("a"))).isZero();
        assertThat(count(runner, forTenant("a"))).isEqualTo(1);
        assertThat(count(runner, forTenant("b"))).isZero();
        assertThat(guests.counted).isEmpty();
        assertThat(count(runner, forTenant("c"))).isZero();
        assertThat(guests.counted).containsExactly("instance.retired.tenant");
        // a's was idle the longest and is gone, b's is still there.
        assertThat(count(runner, forTenant("b"))).isEqualTo(1);
    }

    @Test
    void thread_findsTheInstanceItHasJustGivenBack() throws Exception {
        pool(2, 0, Duration.ofMinutes(5), 0);
        Runner runner = guests.started(wat(MARKED), "hold", "whose");
        ExecutorService other = Executors.newSingleThreadExecutor();
        int own = 0;

        for (int round = 0; round < 20; round++) {
            CountDownLatch mineIsOut = new CountDownLatch(1);
            Future<?> others = other.submit(() -> {
                await(mineIsOut);
                return ask(runner, "hold", "them");
            });
            guests.host.app((context, payload) -> {
                if (new String(payload, UTF_8).equals("mine")) {
                    mineIsOut.countDown();
                    await(others); // so that theirs is back in a slot before mine
                }
                return payload;
            });
            ask(runner, "hold", "mine");
            own += ask(runner, "whose", "").equals("mine") ? 1 : 0;
        }

        other.shutdown();
        assertThat(guests.factory.liveInstances()).isEqualTo(2);
        // On a machine that stands still for a tenth of a second the first one will do.
        assertThat(own).isGreaterThanOrEqualTo(15);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void await(Future<?> future) {
        try {
            future.get(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void chain_neverWaitsForItself_whenEveryPlaceIsInIt() throws Exception {
        int callers = 4;
        guests.limits = guests.limits.withConcurrency(callers);
        Runner runner = guests.contract();
        CountDownLatch allInside = new CountDownLatch(callers);
        guests.host.app((context, payload) -> {
            allInside.countDown();
            try {
                allInside.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return runner.call(call("echo", payload).withChain(context.chain())).payload();
        });
        ExecutorService threads = Executors.newFixedThreadPool(callers);
        List<Future<String>> answers = new ArrayList<>();

        for (int i = 0; i < callers; i++) {
            String input = "app.echo\nnumber " + i;
            answers.add(threads.submit(() -> ask(runner, "app_call", input)));
        }

        List<String> texts = new ArrayList<>();
        for (Future<String> answer : answers) {
            texts.add(answer.get(30, TimeUnit.SECONDS));
        }
        threads.shutdown();
        assertThat(texts).containsExactly("number 0", "number 1", "number 2", "number 3");
        // All were inside before the first asked on, so that one found no regular place.
        assertThat(guests.counted).contains("instance.above_maximum");
        assertThat(guests.factory.liveInstances()).isLessThanOrEqualTo(callers);
    }

    @Test
    void chain_reachesTheLimit_whenThereIsNoPlaceAboveTheMaximumEither() {
        guests.limits = guests.limits.withConcurrency(1);
        Runner runner = guests.contract();
        guests.host.app((context, payload) -> runner.call(
                        call("app_call", "app.echo\nx").withChain(context.chain()))
                .payload());

        PluginException failure = failure(runner, "app_call", "app.echo\nx");

        // The third in the chain is refused; its refusal comes up through the host calls as INTERNAL without text.
        assertThat(failure.failure()).isEqualTo(Failure.REJECTED);
        assertThat(guests.counted.stream().collect(Collectors.groupingBy(c -> c, Collectors.counting())))
                .containsEntry("instance.above_maximum", 1L);
    }

    @Test
    void instances_areGone_afterStop() {
        Runner runner = guests.started(ContractGuest.minimalModule(), "echo");
        ask(runner, "echo", "x");

        runner.stop(Duration.ofSeconds(1));

        assertThat(guests.factory.liveInstances()).isZero();
        assertThat(guests.counted).containsExactly("instance.retired.close");
        assertThat(failure(runner, "echo", "x"))
                .hasMessage("guest@1.0.0#1: \"echo\" found the generation stopped; call again [NOT_SERVING]");
    }
}
