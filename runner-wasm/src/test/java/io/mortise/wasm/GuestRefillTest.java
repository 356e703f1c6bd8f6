package io.mortise.wasm;

import static io.mortise.wasm.Guests.ask;
import static io.mortise.wasm.Guests.call;
import static io.mortise.wasm.Guests.failure;
import static io.mortise.wasm.Guests.wat;
import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.api.Runner;
import io.mortise.api.error.Failure;
import io.mortise.api.manifest.RuntimeSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code min_instances} stay ready: what goes is made anew in the background. */
@Timeout(60)
class GuestRefillTest {
    /** {@code fall} traps; a start fails when the entry {@code down} of the configuration is there. */
    private static final String GUEST = "(import \"mortise/1\" \"config\" (func $config (param i32 i32) (result i64)))"
            + "(import \"mortise/1\" \"error\" (func $error (param i32 i32 i32)))"
            + "(memory (export \"memory\") 1) (data (i32.const 0) \"/down\")"
            + "(func (export \"fall\") (param i32) (result i32) (unreachable))"
            + "(func (export \"echo\") (param i32) (result i32) (call $input (i32.const 64))"
            + " (call $output (i32.const 64) (local.get 0)) (i32.const 0))";

    @TempDir
    Path directory;

    private Guests guests;
    private final Queue<Runnable> background = new ArrayDeque<>();

    @BeforeEach
    void open() {
        guests = new Guests(new WasmRunnerFactory(), directory);
        guests.background = background::add;
        guests.spec = new RuntimeSpec.Wasm(
                "plugin.wasm", "auto", false, new RuntimeSpec.Pool(4, 3, Duration.ofMinutes(5), 0), false);
    }

    @AfterEach
    void close() {
        guests.close();
    }

    private void runBackground() {
        for (Runnable next = background.poll(); next != null; next = background.poll()) {
            next.run();
        }
    }

    @Test
    void instances_areMadeAnew_inTheBackground_whenOneWent() {
        Runner runner = guests.started(wat(GUEST), "fall", "echo");

        assertThat(failure(runner, "fall", "").failure()).isEqualTo(Failure.GUEST_TRAPPED);
        assertThat(failure(runner, "fall", "").failure()).isEqualTo(Failure.GUEST_TRAPPED);
        assertThat(guests.factory.liveInstances()).isEqualTo(1);
        // The second found that the first had asked already.
        assertThat(background).hasSize(1);
        runBackground();

        assertThat(guests.factory.liveInstances()).isEqualTo(3);
        assertThat(ask(runner, "echo", "x")).isEqualTo("x");
    }

    @Test
    void instances_areMadeByTheSweep_whenTheBackgroundHadNoRoom() {
        guests.background = work -> {
            throw new RejectedExecutionException("full");
        };
        Runner runner = guests.started(wat(GUEST), "fall", "echo");
        assertThat(failure(runner, "fall", "").failure()).isEqualTo(Failure.GUEST_TRAPPED);

        assertThat(guests.counted).containsExactly("instance.retired.trap", "instance.refill_refused");
        guests.factory.sweep(System.nanoTime());

        assertThat(guests.counted).endsWith("instance.refill_refused", "instance.refill_refused");
        assertThat(guests.factory.liveInstances()).isEqualTo(2);
    }

    @Test
    void failure_makesTheNextOneWait_longerEachTime() {
        SmallBudget budget = new SmallBudget(3 * 65_536);
        guests.budget = budget;
        Runner runner = guests.started(wat(GUEST), "fall", "echo");
        assertThat(failure(runner, "fall", "").failure()).isEqualTo(Failure.GUEST_TRAPPED);
        assertThat(budget.take(65_536)).isTrue();

        runBackground();

        assertThat(guests.counted).containsExactly("instance.retired.trap", "instance.refill_failed");
        assertThat(guests.host.logged.get(0).message())
                .startsWith("an instance to keep ready was not made: wanted 65536 bytes more");
        long now = System.nanoTime();
        guests.factory.sweep(now);
        assertThat(background).isEmpty();
        budget.giveBack(65_536);
        guests.factory.sweep(now + Duration.ofSeconds(2).toNanos());
        runBackground();
        assertThat(guests.factory.liveInstances()).isEqualTo(3);
    }

    @Test
    void nothingIsMade_afterStop() {
        Runner runner = guests.started(wat(GUEST), "fall", "echo");
        assertThat(failure(runner, "fall", "").failure()).isEqualTo(Failure.GUEST_TRAPPED);
        Runnable late = background.remove();
        runner.stop(Duration.ofSeconds(1));

        late.run();

        assertThat(guests.factory.liveInstances()).isZero();
    }

    @Test
    void freshState_takesFromTheInstancesKeptReady() {
        guests.spec = new RuntimeSpec.Wasm(
                "plugin.wasm", "auto", true, new RuntimeSpec.Pool(4, 2, Duration.ofMinutes(5), 0), false);
        Runner runner = guests.started(wat(GUEST), "fall", "echo");

        runner.call(call("echo", "x"));
        assertThat(guests.factory.liveInstances()).isEqualTo(1);
        runBackground();

        assertThat(guests.factory.liveInstances()).isEqualTo(2);
    }

    @Test
    void time_isToldOfCodeThatRan_andNotOfWhatIdles() {
        Runner runner = guests.started(
                wat("(memory (export \"memory\") 1) (func (export \"spin\") (param i32) (result i32) (loop (br 0))"
                        + " (i32.const 0))"),
                "spin");
        assertThat(failure(runner, Guests.within(call("spin", ""), Duration.ofMillis(300)))
                        .failure())
                .isEqualTo(Failure.DEADLINE_PASSED);

        guests.factory.sweep(System.nanoTime());
        Duration told = guests.ran.stream().reduce(Duration.ZERO, Duration::plus);
        assertThat(told).isBetween(Duration.ofMillis(50), Duration.ofMillis(2_000));
        guests.factory.sweep(System.nanoTime());

        assertThat(guests.ran.stream().reduce(Duration.ZERO, Duration::plus)).isEqualTo(told);
    }

    @Test
    void plugin_isReported_whenItsGuestUsesUpTheHeap() {
        guests.host.app((context, payload) -> {
            throw new OutOfMemoryError("made by the test");
        });
        Runner runner = guests.started(
                wat("(import \"mortise/1\" \"app_call\" (func $app (param i32 i32 i32 i32) (result i64)))"
                        + "(memory (export \"memory\") 1) (data (i32.const 0) \"app.echo\")"
                        + "(func (export \"hog\") (param i32) (result i32)"
                        + " (drop (call $app (i32.const 0) (i32.const 8) (i32.const 0) (i32.const 0))) (i32.const 0))"),
                "hog");

        assertThat(failure(runner, "hog", "").failure()).isEqualTo(Failure.LIMIT_REACHED);

        assertThat(guests.exhausted).hasSize(1);
        assertThat(guests.exhausted.get(0).getMessage())
                .matches("guest@1\\.0\\.0#1: \"hog\" found no memory left in the host's heap of [0-9]+ bytes; lower"
                        + " limits\\.memory or raise -Xmx \\[LIMIT_REACHED\\]");
        assertThat(guests.counted).contains("instance.retired.memory");
    }
}
