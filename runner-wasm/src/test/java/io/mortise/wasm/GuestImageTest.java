package io.mortise.wasm;

import static io.mortise.wasm.Guests.ask;
import static io.mortise.wasm.Guests.call;
import static io.mortise.wasm.Guests.failure;
import static io.mortise.wasm.Guests.wat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mortise.api.Runner;
import io.mortise.api.error.Failure;
import io.mortise.api.error.PluginException;
import io.mortise.api.manifest.RuntimeSpec;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code wasm.image}: new instances are copies of the first as it was when it had been started. */
@Timeout(60)
abstract class GuestImageTest {
    private static final String TAKEN = "wasm.image: new instances are copies of the first, random state included";

    /**
     * Start-up takes a random byte, grows memory and table, writes far up, puts a function into the table, drops a
     * segment, sets a global. {@code show} tells all of it and then spoils it.
     */
    private static final String STATEFUL = "(import \"mortise/1\" \"random\" (func $random (param i32 i32)))"
            + "(import \"mortise/1\" \"error\" (func $error (param i32 i32 i32)))"
            + "(memory (export \"memory\") 1) (table $t 2 funcref) (type $n (func (result i32)))"
            + "(global $g (mut i32) (i32.const 1)) (global $l (mut i64) (i64.const 2))"
            + "(elem declare func $seven) (func $seven (result i32) (i32.const 7))"
            + "(data $gone \"xy\") (data $kept \"kept\")"
            + "(func (export \"mortise_start\") (param i32) (result i32)"
            + " (call $random (i32.const 64) (i32.const 1))"
            + " (drop (memory.grow (i32.const 2))) (i32.store8 (i32.const 196607) (i32.const 9))"
            + " (drop (table.grow $t (ref.null func) (i32.const 3)))"
            + " (table.set $t (i32.const 4) (ref.func $seven))"
            + " (data.drop $gone) (global.set $g (i32.const 77)) (global.set $l (i64.const -5)) (i32.const 0))"
            + "(func (export \"show\") (param i32) (result i32)"
            + " (i32.store8 (i32.const 65) (memory.size)) (i32.store8 (i32.const 66) (table.size $t))"
            + " (i32.store8 (i32.const 67) (i32.load8_u (i32.const 196607)))"
            + " (i32.store8 (i32.const 68) (call_indirect $t (type $n) (i32.const 4)))"
            + " (i32.store8 (i32.const 69) (global.get $g)) (i64.store8 (i32.const 70) (global.get $l))"
            + " (memory.init $kept (i32.const 71) (i32.const 0) (i32.const 4))"
            + " (call $output (i32.const 64) (i32.const 11))"
            + " (i32.store8 (i32.const 196607) (i32.const 0)) (global.set $g (i32.const 0))"
            + " (table.set $t (i32.const 4) (ref.null func)) (data.drop $kept) (i32.const 0))"
            + "(func (export \"gone\") (param i32) (result i32)"
            + " (memory.init $gone (i32.const 0) (i32.const 0) (i32.const 2)) (i32.const 0))";

    @TempDir
    Path directory;

    private Guests guests;

    abstract WasmRunnerFactory factory();

    private Runner started(boolean image, String module, String... functions) {
        guests = new Guests(factory(), directory);
        guests.spec = new RuntimeSpec.Wasm("plugin.wasm", "auto", true, RuntimeSpec.Pool.STANDARD, image);
        return guests.started(wat(module), functions);
    }

    @AfterEach
    void close() {
        guests.close();
    }

    @Test
    void instances_startWhereTheFirstStood_whenThereIsAnImage() {
        Runner runner = started(true, STATEFUL, "show", "gone");

        byte[] first = runner.call(call("show", "")).payload();
        byte[] second = runner.call(call("show", "")).payload();

        assertThat(guests.startNotes).contains(TAKEN);
        assertThat(second).isEqualTo(first);
        assertThat(first).endsWith(3, 5, 9, 7, 77, -5, 'k', 'e', 'p', 't');
        assertThat(failure(runner, "gone", "").failure()).isEqualTo(Failure.GUEST_TRAPPED);
    }

    @Test
    void instances_startAnew_whenThereIsNone() {
        Runner runner = started(false, STATEFUL, "show", "gone");

        long different = java.util.stream.IntStream.range(0, 40)
                .map(i -> runner.call(call("show", "")).payload()[0])
                .distinct()
                .count();

        assertThat(guests.startNotes).doesNotContain(TAKEN);
        assertThat(different).isGreaterThan(10);
    }

    @Test
    void image_isTakenBeforeActivation() {
        Runner runner = started(
                true,
                "(memory (export \"memory\") 1) (global $g (mut i32) (i32.const 65))"
                        + "(func (export \"mortise_activate\") (param i32) (result i32)"
                        + " (global.set $g (i32.const 66)) (i32.const 0))"
                        + "(func (export \"show\") (param i32) (result i32) (i32.store8 (i32.const 0) (global.get $g))"
                        + " (call $output (i32.const 0) (i32.const 1)) (i32.const 0))",
                "show");

        assertThat(ask(runner, "show", "")).isEqualTo("B");
        assertThat(ask(runner, "show", "")).isEqualTo("A");
    }

    @Test
    void startSection_runsOnce_whenThereIsAnImage() {
        Runner runner = started(
                true,
                "(import \"mortise/1\" \"log\" (func $log (param i32 i32 i32 i32 i32)))"
                        + "(memory (export \"memory\") 1) (func $begin (i32.store8 (i32.const 0) (i32.const 65))"
                        + " (call $log (i32.const 2) (i32.const 0) (i32.const 1) (i32.const 0) (i32.const 0)))"
                        + "(start $begin)"
                        + "(func (export \"show\") (param i32) (result i32) (call $output (i32.const 0) (i32.const 1))"
                        + " (i32.const 0))",
                "show");

        assertThat(ask(runner, "show", "")).isEqualTo("A");
        assertThat(ask(runner, "show", "")).isEqualTo("A");
        assertThat(guests.host.logged).hasSize(1);
    }

    @Test
    void image_isNotTaken_andTheReportSaysWhy_whenTheModuleThrowsExceptions() {
        byte[] module = WithTag.module();
        guests = new Guests(factory(), directory);
        guests.spec = new RuntimeSpec.Wasm("plugin.wasm", "auto", true, RuntimeSpec.Pool.STANDARD, true);
        Runner runner = guests.started(module, "nothing");

        assertThat(runner.call(call("nothing", "")).payload()).isEmpty();
        assertThat(runner.call(call("nothing", "")).payload()).isEmpty();
        assertThat(guests.startNotes)
                .contains("wasm.image: instances start the normal way, because it throws exceptions, and the engine"
                        + " keeps those to itself");
    }

    @Test
    void image_isChargedToTheBudget_andGivenBack() {
        SmallBudget budget = new SmallBudget(10 << 20);
        guests = new Guests(factory(), directory);
        guests.budget = budget;
        guests.spec = new RuntimeSpec.Wasm("plugin.wasm", "auto", false, RuntimeSpec.Pool.STANDARD, true);
        Runner runner = guests.started(wat(STATEFUL), "show", "gone");

        // The instance: three pages, the slack of growing, five entries of its table. The image: two pages that are not
        // zero.
        assertThat(budget.held()).isEqualTo(3 * 65_536 + 3 * 65_536 / 4 + 5 * 12 + 2 * 65_536);
        runner.stop(java.time.Duration.ofSeconds(1));

        assertThat(budget.held()).isZero();
    }

    @Test
    void image_isNotTaken_whenThereIsNoMemoryLeftForIt() {
        guests = new Guests(factory(), directory);
        guests.budget = new SmallBudget(4 * 65_536);
        guests.spec = new RuntimeSpec.Wasm("plugin.wasm", "auto", false, RuntimeSpec.Pool.STANDARD, true);
        guests.started(wat(STATEFUL), "show", "gone");

        assertThat(guests.startNotes)
                .contains("wasm.image: instances start the normal way, because there is no memory left for an image");
    }

    @Test
    void instance_isRefused_whenTheBudgetIsUsedUp() {
        guests = new Guests(factory(), directory);
        guests.budget = new SmallBudget(65_535);

        PluginException failure = catchThrowableOfType(
                PluginException.class, () -> guests.started(wat("(memory (export \"memory\") 1)")));

        assertThat(failure)
                .hasMessage("guest@1.0.0#1: wanted 65536 bytes more, its instances hold 0, budget.memory allows 65535;"
                        + " raise budget.memory or unload other plugins [LIMIT_REACHED]");
        assertThat(((SmallBudget) guests.budget).held()).isZero();
    }

    @Test
    void memory_doesNotGrow_whenTheBudgetIsUsedUp() {
        guests = new Guests(factory(), directory);
        guests.budget = new SmallBudget(5 * 65_536);
        Runner runner = guests.started(
                wat("(memory (export \"memory\") 1)"
                        + "(func (export \"grow\") (param i32) (result i32)"
                        + " (i32.store8 (i32.const 0) (memory.grow (i32.const 4)))"
                        + " (i32.store8 (i32.const 1) (memory.grow (i32.const 1)))"
                        + " (call $output (i32.const 0) (i32.const 2)) (i32.const 0))"),
                "grow");

        assertThat(runner.call(call("grow", "")).payload()).containsExactly(1, -1);
    }
}
