package io.mortise.wasm;

import static io.mortise.wasm.Guests.ask;
import static io.mortise.wasm.Guests.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.dylibso.chicory.wabt.Wat2Wasm;
import io.mortise.api.Runner;
import io.mortise.api.error.Failure;
import io.mortise.api.error.PluginException;
import io.mortise.api.manifest.RuntimeSpec;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Memories, arena and variables of an Extism guest are one number, paid for before there is a byte of them. */
@Timeout(60)
class ExtismMemoryTest {
    private static final int PAGE = 65_536;

    /** What an arena of one block of a page takes, its table included, beyond what it begins with. */
    private static final int BLOCK_OF_A_PAGE = (PAGE + 16) / 4 * 5 - 10_240;

    /** Each answers nothing when it got what it wanted. */
    private static final String TAKERS =
            """
            (data (i32.const 0) "k")
            (func (export "alloc") (result i32) (i64.eqz (call $alloc (i64.const 65536))))
            (func (export "grow") (result i32) (i32.eq (memory.grow (i32.const 1)) (i32.const -1)))
            (func (export "keep") (call $var_set (call $text (i32.const 0) (i32.const 1)) (call $input_offset)))
            (func (export "drop") (call $var_set (call $text (i32.const 0) (i32.const 1)) (i64.const 0)))
            (func (export "both") (result i32)
              (i32.or (i64.eqz (call $alloc (i64.const 65536))) (i32.eq (memory.grow (i32.const 1)) (i32.const -1))))
            """;

    private static final String[] FUNCTIONS = {"alloc", "grow", "keep", "drop", "both"};

    @TempDir
    Path directory;

    private Guests guests;

    @BeforeEach
    void open() {
        guests = new Guests(WasmRunnerFactory.offering(ExtismUsers.ALL), directory);
        guests.permissions = ExtismUsers.ASKS;
    }

    @AfterEach
    void close() {
        guests.close();
    }

    private Runner started() {
        return guests.started(ExtismWat.wat(TAKERS), FUNCTIONS);
    }

    private Runner under(long budget) {
        guests.budget = new SmallBudget(budget);
        return started();
    }

    private static String said(Runner runner, String function) {
        return failure(runner, function, "").text();
    }

    @Test
    void arena_isPaidFor_beforeItGrows() {
        Runner exactly = under(PAGE + BLOCK_OF_A_PAGE);
        assertThat(ask(exactly, "alloc", "")).isEmpty();
        assertThat(((SmallBudget) guests.budget).held()).isEqualTo(PAGE + BLOCK_OF_A_PAGE);
        exactly.close();
        assertThat(((SmallBudget) guests.budget).held()).isZero();

        Runner oneLess = under(PAGE + BLOCK_OF_A_PAGE - 1);
        assertThat(said(oneLess, "alloc")).contains("returned 1 and said nothing");
        assertThat(((SmallBudget) guests.budget).held()).isEqualTo(PAGE);
    }

    @Test
    void variables_arePaidFor_beforeTheyAreCopied() {
        int first = "k".length() + 40 + 48;
        Runner runner = under(PAGE + first);

        ask(runner, "keep", "x".repeat(40));
        assertThat(((SmallBudget) guests.budget).held()).isEqualTo(PAGE + first);
        ask(runner, "keep", "y".repeat(40));
        assertThat(((SmallBudget) guests.budget).held()).isEqualTo(PAGE + first);
        ask(runner, "drop", "");
        assertThat(((SmallBudget) guests.budget).held()).isEqualTo(PAGE);

        PluginException failure = failure(runner, "keep", "x".repeat(41));
        assertThat(failure)
                .hasMessage("guest@1.0.0#1: wanted 90 bytes more, its instances hold 65536, budget.memory allows 65625;"
                        + " raise budget.memory or unload other plugins [LIMIT_REACHED]");
        assertThat(((SmallBudget) guests.budget).held()).isZero();
    }

    @Test
    void memoryAndArena_areOneNumber() {
        guests.limits = guests.limits.withMemoryBytes(2 * PAGE + BLOCK_OF_A_PAGE);
        assertThat(ask(started(), "both", "")).isEmpty();

        guests.limits = guests.limits.withMemoryBytes(2 * PAGE + BLOCK_OF_A_PAGE - 1);
        Runner oneLess = started();
        assertThat(said(oneLess, "both")).contains("returned 1 and said nothing");
        assertThat(ask(oneLess, "alloc", "")).as("one of both fits").isEmpty();
    }

    @Test
    void variables_areToldTheInstancesOwnLimit() {
        guests.limits = guests.limits.withMemoryBytes(PAGE + 100);

        assertThat(failure(started(), "keep", "x".repeat(52)))
                .hasMessage(
                        "guest@1.0.0#1: wanted 101 bytes more, the instance holds 65536, limits.memory allows 65636;"
                                + " raise limits.memory [LIMIT_REACHED]");
        assertThat(ask(started(), "keep", "x".repeat(51))).isEmpty();
    }

    private Runner linked(int pages) {
        guests.limits = guests.limits.withMemoryBytes((long) pages * PAGE);
        guests.files = Map.of(
                "lib.wasm",
                Wat2Wasm.parse("(module (memory 1) (func (export \"grow\") (result i32) (memory.grow (i32.const 1))))"),
                "main.wasm",
                Wat2Wasm.parse("(module (import \"lib\" \"grow\" (func $grow (result i32))) (memory 1)"
                        + " (func (export \"own\") (result i32) (i32.eq (memory.grow (i32.const 1)) (i32.const -1)))"
                        + " (func (export \"theirs\") (result i32) (i32.eq (call $grow) (i32.const -1))))"),
                "extism.json",
                "{\"wasm\":[{\"path\":\"lib.wasm\",\"name\":\"lib\"},{\"path\":\"main.wasm\"}]}".getBytes());
        guests.spec = RuntimeSpec.Wasm.STANDARD.withModule("extism.json");
        return guests.started(new byte[0], "own", "theirs");
    }

    @Test
    void linkedModules_shareOneLimit() {
        Runner runner = linked(5);

        assertThat(ask(runner, "own", "")).isEmpty();
        assertThat(ask(runner, "theirs", "")).isEmpty();
        assertThat(ask(runner, "theirs", "")).isEmpty();
        assertThat(said(runner, "own")).contains("returned 1 and said nothing");
        assertThat(said(runner, "theirs")).contains("returned 1 and said nothing");
    }

    @Test
    void linkedModules_areRefused_whenTheyDeclareMoreTogether() {
        PluginException failure = catchThrowableOfType(PluginException.class, () -> linked(1));

        assertThat(failure.failure()).isEqualTo(Failure.START_FAILED);
        assertThat(failure.text()).startsWith("start wanted at most 65536 bytes of memory, got 131072 bytes declared");
    }
}
