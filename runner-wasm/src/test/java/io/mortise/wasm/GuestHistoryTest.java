package io.mortise.wasm;

import static io.mortise.wasm.Guests.call;
import static io.mortise.wasm.Guests.failure;
import static io.mortise.wasm.Guests.wat;
import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.api.Call;
import io.mortise.api.Caller;
import io.mortise.api.Runner;
import io.mortise.api.error.Failure;
import io.mortise.api.manifest.RuntimeSpec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What an instance remembers is never found by another tenant, and what was retired is never met again. */
@Timeout(120)
class GuestHistoryTest {
    private static final int THREADS = 16;
    private static final int CALLS = 400;
    private static final int TENANTS = 23;

    /**
     * {@code visit} answers the word its predecessor left, then leaves its input there, all over a page. {@code who}
     * answers eight random bytes taken when the instance was made; {@code fall} takes them and traps, having told the log.
     */
    private static final String DIARY = "(import \"mortise/1\" \"random\" (func $random (param i32 i32)))"
            + "(import \"mortise/1\" \"emit\" (func $emit (param i32 i32) (result i32)))"
            + "(memory (export \"memory\") 2)"
            + "(func (export \"mortise_start\") (param i32) (result i32)"
            + " (call $random (i32.const 131000) (i32.const 8)) (i32.const 0))"
            + "(func (export \"visit\") (param i32) (result i32) (local $at i32)"
            + " (call $output (i32.const 65532) (i32.const 4)) (call $input (i32.const 0))"
            + " (local.set $at (i32.const 4))"
            + " (loop (i32.store (local.get $at) (i32.load (i32.const 0)))"
            + "  (br_if 0 (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 4))) (i32.const 65536))))"
            + " (i32.const 0))"
            + "(func (export \"who\") (param i32) (result i32)"
            + " (call $output (i32.const 131000) (i32.const 8)) (i32.const 0))"
            + "(func (export \"fall\") (param i32) (result i32)"
            + " (drop (call $emit (i32.const 131000) (i32.const 8))) (unreachable))";

    @TempDir
    Path directory;

    private Guests guests;

    @BeforeEach
    void open() {
        guests = new Guests(new WasmRunnerFactory(), directory);
        guests.limits = guests.limits.withWaitTimeout(Duration.ofSeconds(60));
        guests.spec = new RuntimeSpec.Wasm(
                "plugin.wasm", "auto", false, new RuntimeSpec.Pool(4, 2, Duration.ofMinutes(5), 50), false);
    }

    @AfterEach
    void close() {
        guests.close();
    }

    private interface Turn {
        void take(Random random);
    }

    private static void onManyThreads(Turn turn) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        List<Future<?>> done = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            Random random = new Random(i);
            done.add(threads.submit(() -> {
                for (int j = 0; j < CALLS; j++) {
                    turn.take(random);
                }
            }));
        }
        for (Future<?> each : done) {
            each.get(100, TimeUnit.SECONDS);
        }
        threads.shutdown();
    }

    @Test
    void marker_isFoundByItsOwnTenantOnly() throws Exception {
        Runner runner = guests.started(wat(DIARY), "visit", "who", "fall");
        Set<Integer> found = ConcurrentHashMap.newKeySet();

        onManyThreads(random -> {
            int tenant = 1 + random.nextInt(TENANTS);
            byte[] mark = ByteBuffer.allocate(4)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt(tenant)
                    .array();
            Call visit =
                    call("visit", mark).withCaller(Caller.application("test").withTenant("tenant " + tenant));
            int before = ByteBuffer.wrap(runner.call(visit).payload())
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .getInt();
            if (before != 0) {
                found.add(before);
                assertThat(before).isEqualTo(tenant);
            }
        });

        // The test would see a leak: tenants do meet their own marks.
        assertThat(found).isNotEmpty();
        assertThat(guests.counted).contains("instance.retired.tenant");
    }

    @Test
    void retiredInstance_isNeverMetAgain() throws Exception {
        Runner runner = guests.started(wat(DIARY), "visit", "who", "fall");
        // Since when an instance is known to be gone: another call may have met it just before.
        Map<Long, Long> retired = new ConcurrentHashMap<>();

        onManyThreads(random -> {
            if (random.nextInt(8) == 0) {
                List<byte[]> last = new ArrayList<>();
                Call fall = call("fall", "").withChunks(last::add);
                assertThat(failure(runner, fall).failure()).isEqualTo(Failure.GUEST_TRAPPED);
                retired.put(ByteBuffer.wrap(last.get(0)).getLong(), System.nanoTime());
            } else {
                long begin = System.nanoTime();
                long who =
                        ByteBuffer.wrap(runner.call(call("who", "")).payload()).getLong();
                assertThat(retired.getOrDefault(who, Long.MAX_VALUE)).isGreaterThan(begin);
            }
        });

        assertThat(retired).hasSizeGreaterThan(THREADS * CALLS / 16);
        assertThat(guests.factory.liveInstances()).isBetween(2, 8);
    }
}
