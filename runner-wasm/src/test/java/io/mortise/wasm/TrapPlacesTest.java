package io.mortise.wasm;

import static io.mortise.wasm.Guests.wat;
import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.api.Runner;
import io.mortise.api.error.Detail.Frame;
import io.mortise.api.error.Detail.Trap;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A compiled guest says where it trapped as exactly as an interpreted one, however many such places a function has. */
@Timeout(120)
class TrapPlacesTest {
    private static final List<String> FALLS = List.of(
            "(call $boom)",
            "(call $boom)",
            "(unreachable)",
            "(unreachable)",
            "(drop (i32.load (i32.const -4)))",
            "(drop (i64.load8_s (i32.const -1)))",
            "(drop (f64.load offset=65536 (i32.const 0)))",
            "(i32.store16 (i32.const 65535) (i32.const 1))",
            "(f32.store (i32.const 65534) (f32.const 1))",
            "(drop (i32.div_s (i32.const 1) (local.get 1)))",
            "(drop (i32.rem_u (i32.const 1) (local.get 1)))",
            "(drop (i64.div_u (i64.const 1) (i64.extend_i32_u (local.get 1))))",
            "(drop (i64.rem_s (i64.const 1) (i64.extend_i32_u (local.get 1))))",
            "(drop (i32.trunc_f32_s (f32.const nan)))",
            "(drop (i64.trunc_f64_u (f64.const -5)))",
            "(call_indirect (type $n) (i32.const 0))",
            "(call_indirect (type $n) (i32.const 0))",
            "(call $deeper (i32.const 0))",
            "(call $deeper (i32.const 1))");

    @TempDir
    Path directory;

    /** Function {@code fall} does the fall that its input's length says. */
    private static byte[] module(String before) {
        StringBuilder body = new StringBuilder("(memory (export \"memory\") 1) (type $n (func))"
                + " (table 1 funcref) (elem (i32.const 0) $boom) (func $boom (unreachable))"
                + " (func $deeper (param i32) (if (local.get 0) (then (call $boom)) (else (call $boom))))"
                + " (func (export \"fall\") (param i32) (result i32) (local i32) " + before);
        for (int i = 0; i < FALLS.size(); i++) {
            body.append("(if (i32.eq (local.get 0) (i32.const %d)) (then %s)) ".formatted(i, FALLS.get(i)));
        }
        return wat(body + "(i32.const 0))");
    }

    private List<Trap> traps(WasmRunnerFactory factory, byte[] module) {
        List<Trap> traps = new ArrayList<>();
        try (Guests guests = new Guests(factory, directory)) {
            Runner runner = guests.started(module, "fall");
            IntStream.range(0, FALLS.size())
                    .forEach(length -> traps.add(Guests.trap(runner, "fall", "x".repeat(length))));
        }
        return traps;
    }

    private static List<List<Frame>> frames(List<Trap> traps) {
        return traps.stream().map(Trap::frames).toList();
    }

    @Test
    void compiledFrames_areThoseOfTheInterpreter() {
        byte[] module = module("");

        List<List<Frame>> compiled = frames(traps(WasmRunnerFactory.compiling(), module));
        List<List<Frame>> interpreted = frames(traps(WasmRunnerFactory.interpreting(), module));

        for (int fall = 0; fall < FALLS.size(); fall++) {
            // Loads and stores are told where the last call or trap before them stands.
            List<Frame> expected = isOfMemory(fall) ? interpreted.get(3) : interpreted.get(fall);
            assertThat(compiled.get(fall)).as(FALLS.get(fall)).isEqualTo(expected);
        }
        assertThat(new HashSet<>(interpreted)).as("no two falls are one place").hasSize(FALLS.size());
        assertThat(compiled.get(18)).hasSize(3);
    }

    private static boolean isOfMemory(int fall) {
        return fall >= 4 && fall <= 8;
    }

    @Test
    void compiledFrames_areTheSame_outOfTheCache() {
        byte[] module = module("");

        List<List<Frame>> first = frames(traps(WasmRunnerFactory.compiling(), module));

        assertThat(frames(traps(WasmRunnerFactory.compiling(), module))).isEqualTo(first);
    }

    /** What the compiler leaves out is not counted, so that nothing after it is told in the wrong place. */
    @Test
    void compiledFrames_sayWhatIsKnown_whereSomeCodeIsNeverReached() {
        String dead = "(block (br 0) (call $boom) (drop (i32.div_u (i32.const 0) (local.get 0))))";
        byte[] module = module(dead);

        List<List<Frame>> compiled = frames(traps(WasmRunnerFactory.compiling(), module));
        List<List<Frame>> interpreted = frames(traps(WasmRunnerFactory.interpreting(), module));

        for (int fall : new int[] {2, 3, 15, 16, 17, 18}) {
            assertThat(compiled.get(fall)).as(FALLS.get(fall)).isEqualTo(interpreted.get(fall));
        }
        for (int fall : new int[] {0, 1, 9, 14}) {
            Frame told = compiled.get(fall).get(compiled.get(fall).size() - 1);
            assertThat(told.index())
                    .isEqualTo(interpreted
                            .get(fall)
                            .get(interpreted.get(fall).size() - 1)
                            .index());
            assertThat(told.offset()).as("the function's beginning").isLessThan(first(interpreted));
        }
    }

    private static long first(List<List<Frame>> traps) {
        return traps.get(0).get(traps.get(0).size() - 1).offset();
    }
}
