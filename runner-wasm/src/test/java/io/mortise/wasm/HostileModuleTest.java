package io.mortise.wasm;

import static io.mortise.wasm.Guests.ask;
import static io.mortise.wasm.Guests.call;
import static io.mortise.wasm.Guests.failure;
import static io.mortise.wasm.Guests.trap;
import static io.mortise.wasm.Guests.wat;
import static io.mortise.wasm.Guests.within;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.api.Runner;
import io.mortise.api.error.Detail;
import io.mortise.api.error.Failure;
import io.mortise.api.error.PluginException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Guests that want to take the host down: each gets its own typed error, and the next call works. */
@Timeout(120)
abstract class HostileModuleTest {
    @TempDir
    Path directory;

    Guests guests;

    abstract WasmRunnerFactory factory();

    Runner contract() {
        guests = new Guests(factory(), directory);
        return guests.contract();
    }

    Runner started(String wat, String... functions) {
        guests = new Guests(factory(), directory);
        return guests.started(wat(wat), functions);
    }

    @AfterEach
    void close() {
        guests.close();
    }

    static void assertServing(Runner runner) {
        assertThat(ask(runner, "echo", "still here")).isEqualTo("still here");
    }

    private static final String ECHO = "(func (export \"echo\") (param i32) (result i32) (call $input (i32.const 0))"
            + " (call $output (i32.const 0) (local.get 0)) (i32.const 0))";

    @Test
    void memoryHog_trapsAndServesOn_whenItMayNotGrow() {
        Runner runner = contract();

        assertThat(ask(runner, "alloc", "16")).isEqualTo("ok");
        Detail.Trap trap = trap(runner, "alloc", "64");

        assertThat(trap.kind()).isEqualTo("unreachable");
        assertThat(trap.frames().get(0).function()).isEqualTo("call_alloc");
        assertServing(runner);
        assertThat(guests.counted).containsExactly("instance.retired.trap");
    }

    @Test
    void ranges_trapWithTheImportsName_whenTheyAreOutsideMemory() {
        Runner runner = contract();

        assertThat(trap(runner, "wrong_pointer", "").message())
                .startsWith("output was given 64 bytes at 4294901760, outside a memory of ");
        assertThat(trap(runner, "huge_length", "").message()).startsWith("output was given 2147483647 bytes at 0, ");
        assertThat(trap(runner, "negative_length", "").message())
                .startsWith("output was given 4294967295 bytes at 16, ");
        assertThat(trap(runner, "wrong_pointer", "").kind()).isEqualTo("memory");
        assertServing(runner);
    }

    @Test
    void recursion_isATrapOfKindStack_whenItHasNoEnd() {
        Runner runner = contract();

        PluginException failure = failure(runner, "recurse_forever", "");

        assertThat(failure.failure()).isEqualTo(Failure.GUEST_TRAPPED);
        assertThat(((Detail.Trap) failure.detail()).kind()).isEqualTo("stack");
        assertThat(failure).hasMessageContaining("\"recurse_forever\" trapped in descend (stack)");
        assertServing(runner);
    }

    /** The guest descends as deep as its input says and calls the host there. */
    private static final String DEEP =
            "(import \"mortise/1\" \"app_call\" (func $app (param i32 i32 i32 i32) (result i64)))"
                    + "(memory (export \"memory\") 1) (data (i32.const 8) \"app.echo\")"
                    + "(func $down (param $n i32) (result i64) (if (result i64) (local.get $n)"
                    + " (then (i64.add (i64.const 1) (call $down (i32.sub (local.get $n) (i32.const 1)))))"
                    + " (else (call $app (i32.const 8) (i32.const 8) (i32.const 8) (i32.const 1)))))"
                    + "(func (export \"deep\") (param i32) (result i32) (call $input (i32.const 0))"
                    + " (drop (call $down (i32.load (i32.const 0)))) (i32.const 0))"
                    + ECHO;

    @Test
    void hostCall_neverRunsOutOfStack_howeverDeepTheGuestIs() throws Exception {
        Runner runner = started(DEEP, "deep", "echo");
        AtomicInteger overflows = new AtomicInteger();
        AtomicInteger answers = new AtomicInteger();
        guests.host.app((call, payload) -> {
            try {
                answers.addAndGet(hungry(400));
            } catch (StackOverflowError e) {
                overflows.incrementAndGet();
            }
            return payload;
        });

        Thread caller = new Thread(null, () -> reachTheEnd(runner), "deep", 1 << 20);
        caller.start();
        caller.join();

        assertThat(overflows).hasValue(0);
        assertThat(answers.get()).isGreaterThan(10);
        assertServing(runner);
    }

    private static void reachTheEnd(Runner runner) {
        int traps = 0;
        for (int depth = 0; depth < 40_000 && traps < 3; depth += 16) {
            try {
                runner.call(call("deep", little(depth)));
            } catch (PluginException e) {
                assertThat(((Detail.Trap) e.detail()).kind()).isEqualTo("stack");
                traps++;
            }
        }
        assertThat(traps).isEqualTo(3);
    }

    /** Host code with a stack of its own: about 100 bytes a level, formatting and a regular expression at the bottom. */
    private static int hungry(int levels) {
        if (levels == 0) {
            return "%05d".formatted(7).matches("0+(7|8)") ? 1 : 0;
        }
        return hungry(levels - 1);
    }

    private static byte[] little(int value) {
        return new byte[] {(byte) value, (byte) (value >> 8), (byte) (value >> 16), (byte) (value >> 24)};
    }

    @Test
    void tables_stopGrowing_atTheCapOfAll() {
        Runner runner = started(
                "(memory (export \"memory\") 1) (table $a 10 funcref) (table $b 10 funcref)"
                        + "(func (export \"grow\") (param i32) (result i32)"
                        + " (i32.store (i32.const 0) (table.grow $a (ref.null func) (i32.const 100000)))"
                        + " (i32.store (i32.const 4) (table.grow $b (ref.null func) (i32.const 100000)))"
                        + " (i32.store (i32.const 8) (table.size $a))"
                        + " (call $output (i32.const 0) (i32.const 12)) (i32.const 0))"
                        + ECHO,
                "grow",
                "echo");

        byte[] out = runner.call(call("grow", "")).payload();

        assertThat(java.nio.ByteBuffer.wrap(out)
                        .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                        .getInt(0))
                .isEqualTo(10);
        assertThat(java.nio.ByteBuffer.wrap(out)
                        .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                        .getInt(4))
                .isEqualTo(-1);
    }

    @Test
    void tables_startSmallAgain_whenAnotherInstanceGrewIts() {
        guests = new Guests(factory(), directory);
        guests.spec = new io.mortise.api.manifest.RuntimeSpec.Wasm(
                "plugin.wasm", "auto", true, io.mortise.api.manifest.RuntimeSpec.Pool.STANDARD, false);
        Runner runner = guests.started(
                wat("(memory (export \"memory\") 1) (table $a 10 funcref)"
                        + "(func (export \"grow\") (param i32) (result i32)"
                        + " (i32.store8 (i32.const 0) (table.grow $a (ref.null func) (i32.const 5)))"
                        + " (call $output (i32.const 0) (i32.const 1)) (i32.const 0))"),
                "grow");

        assertThat(runner.call(call("grow", "")).payload()).containsExactly(10);
        assertThat(runner.call(call("grow", "")).payload()).containsExactly(10);
        assertThat(guests.counted).containsOnly("instance.retired.max_uses");
    }

    @Test
    void loop_endsCloseToItsDeadline_whenItOnlyCallsTheHost() {
        Runner runner = started(
                "(import \"mortise/1\" \"time_ms\" (func $time (result i64))) (memory (export \"memory\") 1)"
                        + "(func (export \"spin\") (param i32) (result i32) (loop (drop (call $time)) (br 0)) (i32.const 0))"
                        + ECHO,
                "spin",
                "echo");

        long begin = System.nanoTime();
        PluginException failure = failure(runner, within(call("spin", ""), Duration.ofMillis(200)));

        assertThat(failure.failure()).isEqualTo(Failure.DEADLINE_PASSED);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(2));
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        assertServing(runner);
    }

    @Test
    void hostCalls_endTheCall_atTheirCap() {
        Runner runner = started(
                "(import \"mortise/1\" \"config\" (func $config (param i32 i32) (result i64)))"
                        + "(memory (export \"memory\") 1)"
                        + "(func (export \"many\") (param i32) (result i32) (local $n i32) (call $input (i32.const 0))"
                        + " (local.set $n (i32.load (i32.const 0)))"
                        + " (loop (drop (call $config (i32.const 0) (i32.const 0)))"
                        + " (br_if 0 (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))"
                        + " (i32.const 0))"
                        + ECHO,
                "many",
                "echo");

        assertThat(runner.call(call("many", little(100_000))).payload()).isEmpty();
        PluginException failure = failure(runner, call("many", little(100_001)));

        assertThat(failure)
                .hasMessage("guest@1.0.0#1: \"many\" made more than 100000 host calls; make fewer in one call"
                        + " [LIMIT_REACHED]");
        assertServing(runner);
    }

    @Test
    void sleep_endsWithTheDeadline_inWasi() {
        Runner runner = started(
                "(import \"wasi_snapshot_preview1\" \"poll_oneoff\" (func $poll (param i32 i32 i32 i32) (result i32)))"
                        + "(memory (export \"memory\") 1)"
                        + "(func (export \"sleep\") (param i32) (result i32)"
                        + " (i64.store (i32.const 24) (i64.const 60000000000))"
                        + " (drop (call $poll (i32.const 0) (i32.const 64) (i32.const 1) (i32.const 128))) (i32.const 0))"
                        + ECHO,
                "sleep",
                "echo");

        assertThat(failure(runner, within(call("sleep", ""), Duration.ofMillis(100)))
                        .failure())
                .isEqualTo(Failure.DEADLINE_PASSED);
        assertServing(runner);
    }

    @Test
    void startSection_endsWithTheStartTimeout_whenItSpins() {
        guests = new Guests(factory(), directory);
        guests.limits = guests.limits.withStartTimeout(Duration.ofMillis(300));
        byte[] module = wat("(memory (export \"memory\") 1) (func $spin (loop (br 0))) (start $spin)");

        PluginException failure = org.assertj.core.api.Assertions.catchThrowableOfType(
                PluginException.class, () -> guests.started(module));

        assertThat(failure.failure()).isEqualTo(Failure.DEADLINE_PASSED);
    }

    @Test
    void memory_isRefusedAtStart_whenTheModuleDeclaresMoreThanItMayHave() {
        guests = new Guests(factory(), directory);
        byte[] module = wat("(memory (export \"memory\") 1000)");

        PluginException failure = org.assertj.core.api.Assertions.catchThrowableOfType(
                PluginException.class, () -> guests.started(module));

        assertThat(failure)
                .hasMessage("guest@1.0.0#1: start wanted at most 33554432 bytes of memory, got 65536000 bytes declared"
                        + " by the module; raise limits.memory [START_FAILED]");
    }

    @Test
    void output_isOneError_whenItIsLoud() {
        Runner runner = started(
                "(import \"wasi_snapshot_preview1\" \"fd_write\" (func $write (param i32 i32 i32 i32) (result i32)))"
                        + "(memory (export \"memory\") 1)"
                        + "(func (export \"shout\") (param i32) (result i32)"
                        + " (memory.fill (i32.const 16) (i32.const 65) (i32.const 20000))"
                        + " (i32.store (i32.const 0) (i32.const 16)) (i32.store (i32.const 4) (i32.const 20000))"
                        + " (drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8))) (i32.const 0))",
                "shout");

        runner.call(call("shout", ""));

        assertThat(guests.host.logged).hasSize(1);
        assertThat(guests.host.logged.get(0).message().getBytes(UTF_8)).hasSizeBetween(8_191, 8_192);
    }
}
