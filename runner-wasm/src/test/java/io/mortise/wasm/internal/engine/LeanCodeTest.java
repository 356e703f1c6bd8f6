package io.mortise.wasm.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.dylibso.chicory.runtime.ChicoryInterruptedException;
import com.dylibso.chicory.runtime.WasmRuntimeException;
import io.mortise.wasm.internal.binary.Signature;
import io.mortise.wasm.internal.run.HostImport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.junit.jupiter.api.Test;

/** Compiled functions are rewritten: they must answer what the interpreter answers. */
class LeanCodeTest {
    private static final List<String> OPERATORS =
            List.of("eq", "ne", "lt_s", "lt_u", "gt_s", "gt_u", "le_s", "le_u", "ge_s", "ge_u");

    private static final Map<String, List<String>> VALUES = Map.of(
            "i32", List.of("0", "1", "-1", "7", "-128", "300", "2147483647", "-2147483648"),
            "i64", List.of("0", "1", "-1", "7", "4294967296", "9223372036854775807", "-9223372036854775808"));

    /** Shapes of code around a comparison of $0 and $1, of type t by operator op. */
    private static final List<String> SHAPES = List.of(
            "(if (result i64) (t.op $0 $1) (then i64.const 1) (else i64.const 2))",
            "(if (result i64) (i32.eqz (t.op $0 $1)) (then i64.const 3) (else i64.const 4))",
            "(if (result i64) (i32.eqz (i32.eqz (t.op $0 $1))) (then i64.const 5) (else i64.const 6))",
            "(block (br_if 0 (t.op $0 $1)) (return (i64.const 7))) (i64.const 8)",
            "(select (i64.const 9) (i64.const 10) (t.op $0 $1))",
            "(i64.extend_i32_u (t.op $0 $1))",
            "(i64.extend_i32_u (i32.eqz (t.op $0 $1)))",
            "(block (loop (br_if 1 (t.op $0 $1)) (local.set 0 $1) (br_if 0 (t.ne $0 $1)))) (i64.const 11)");

    @Test
    void comparisons_areTheInterpretersOnes() {
        for (String type : List.of("i32", "i64")) {
            for (String operator : OPERATORS) {
                compare(type, operator);
            }
        }
    }

    private static void compare(String type, String operator) {
        StringJoiner module = new StringJoiner("\n", "(module (memory (export \"memory\") 1)\n", ")");
        List<String> names = new ArrayList<>();
        List<String> seconds = new ArrayList<>(List.of("(local.get 1)", "(t.add (local.get 1) (t.const 0))"));
        VALUES.get(type).forEach(value -> seconds.add("(t.const " + value + ")"));
        for (String shape : SHAPES) {
            for (String second : seconds) {
                String body = shape.replace("$0", "(local.get 0)")
                        .replace("$1", second)
                        .replace("t.op", type + "." + operator)
                        .replace("t.", type + ".");
                names.add("f" + names.size());
                module.add("(func (export \"%s\") (param %s %s) (result i64) %s)"
                        .formatted(names.get(names.size() - 1), type, type, body));
            }
        }
        TwoTiers tiers = new TwoTiers(module.toString(), List.of());
        for (String name : names) {
            for (String left : VALUES.get(type)) {
                for (String right : VALUES.get(type)) {
                    assertSame(tiers, name, Long.parseLong(left), Long.parseLong(right));
                }
            }
        }
    }

    @Test
    void zeroTests_areTheInterpretersOnes() {
        TwoTiers tiers = new TwoTiers(
                """
                (module (memory (export "memory") 1)
                  (func (export "if32") (param i32) (result i64)
                    (if (result i64) (i32.eqz (local.get 0)) (then i64.const 1) (else i64.const 2)))
                  (func (export "if64") (param i64) (result i64)
                    (if (result i64) (i64.eqz (local.get 0)) (then i64.const 1) (else i64.const 2)))
                  (func (export "not64") (param i64) (result i64)
                    (if (result i64) (i32.eqz (i64.eqz (local.get 0))) (then i64.const 1) (else i64.const 2)))
                  (func (export "value") (param i64) (result i64) (i64.extend_i32_u (i64.eqz (local.get 0)))))
                """,
                List.of());
        for (long value : new long[] {0, 1, -1, Integer.MIN_VALUE}) {
            assertSame(tiers, "if32", value);
            assertSame(tiers, "if64", value);
            assertSame(tiers, "not64", value);
            assertSame(tiers, "value", value);
        }
        assertSame(tiers, "if64", 1L << 32);
    }

    @Test
    void memory_isReadAndWrittenWhereTheInterpreterDoes_andNowhereElse() {
        StringJoiner module = new StringJoiner("\n", "(module (memory (export \"memory\") 2)\n", ")");
        List<String> names = new ArrayList<>();
        Map<String, List<String>> accesses = Map.of(
                "i32",
                List.of("8", "16", ""),
                "i64",
                List.of("8", "16", "32", ""),
                "f32",
                List.of(""),
                "f64",
                List.of(""));
        for (long offset : new long[] {0, 1, 65_530, 131_071, 0x7fff_ffffL, 0x8000_0001L, 0xffff_ffffL}) {
            accesses.forEach((type, widths) -> widths.forEach(width -> {
                String name = type + width + '@' + offset;
                names.add(name);
                module.add(access(name, type, width, offset));
            }));
        }
        TwoTiers tiers = new TwoTiers(module.toString(), List.of());
        for (String name : names) {
            for (long base : new long[] {0, 1, 5, 65_536, 131_060, 131_068, 131_072, 0x7fff_ffffL, -1, -131_000}) {
                assertSame(tiers, name, base, 0x4123_4567_89ab_cdefL + base);
            }
        }
    }

    @Test
    void memory_endsExactlyAtItsSize_howeverItGrew() {
        StringJoiner module = new StringJoiner("\n", "(module (memory (export \"memory\") 0 9)\n", ")");
        List<String> types = List.of("i32", "i64", "f32", "f64");
        types.forEach(type -> module.add(access(type, type, "", 0)));
        module.add(access("i3216", "i32", "16", 0)).add(access("i328", "i32", "8", 0));
        module.add("(func (export \"grow\") (result i64) (i64.extend_i32_u (memory.grow (i32.const 1))))");
        TwoTiers tiers = new TwoTiers(module.toString(), List.of());
        Map<String, Integer> widths = Map.of("i32", 4, "i64", 8, "f32", 4, "f64", 8, "i3216", 2, "i328", 1);

        for (long size = 0; size <= 9 << 16; size += 1 << 16) {
            for (Map.Entry<String, Integer> access : widths.entrySet()) {
                for (long base = size - 9; base <= size + 1; base++) {
                    boolean fits = base >= 0 && base + access.getValue() <= size;
                    String expected = TwoTiers.outcome(tiers.interpreted, access.getKey(), base, -2);

                    assertThat(TwoTiers.outcome(tiers.compiled, access.getKey(), base, -2))
                            .as("%s at %d of %d", access.getKey(), base, size)
                            .isEqualTo(expected);
                    assertThat(expected.equals("trap")).isEqualTo(!fits);
                }
            }
            assertSame(tiers, "grow");
        }
    }

    @Test
    void accessOutside_saysWhereItWouldHaveBeen_evenBeyondFourGigabytes() {
        TwoTiers tiers = new TwoTiers(
                """
                (module (memory (export "memory") 2)
                  (func (export "f") (param i32) (result i64) (i64.load offset=7 (local.get 0))))
                """,
                List.of());
        Map<Long, String> places = Map.of(131_072L - 14, "131065", 0x7fff_ffffL, "2147483654", -1L, "4294967302");

        places.forEach((base, place) -> assertThatThrownBy(() -> tiers.compiled.invoke("f", base))
                .isInstanceOf(WasmRuntimeException.class)
                .hasMessage("out of bounds memory access: 8 bytes at " + place + " of 131072"));
    }

    @Test
    void rotations_areTheInterpretersOnes() {
        List<String> distances = List.of(
                "0", "1", "5", "7", "31", "32", "33", "63", "64", "65", "127", "-1", "-33", "100000", "-100000");
        for (String type : List.of("i32", "i64")) {
            String widened = type.equals("i32") ? "(i64.extend_i32_s %s)" : "%s";
            StringJoiner module = new StringJoiner("\n", "(module (memory (export \"memory\") 1)\n", ")");
            List<String> names = new ArrayList<>();
            for (String operator : List.of("rotl", "rotr")) {
                List<String> seconds = new ArrayList<>(List.of("(local.get 1)"));
                distances.forEach(distance -> seconds.add("(" + type + ".const " + distance + ")"));
                for (String second : seconds) {
                    names.add(operator + names.size());
                    String rotated = "(%s.%s (local.get 0) %s)".formatted(type, operator, second);
                    module.add("(func (export \"%s\") (param %s %s) (result i64) %s)"
                            .formatted(names.get(names.size() - 1), type, type, widened.formatted(rotated)));
                }
            }
            TwoTiers tiers = new TwoTiers(module.toString(), List.of());
            for (String name : names) {
                for (String value : VALUES.get(type)) {
                    distances.forEach(
                            distance -> assertSame(tiers, name, Long.parseLong(value), Long.parseLong(distance)));
                }
                assertSame(tiers, name, 0x8123_4567_89ab_cdefL, 13);
            }
        }
    }

    private static String access(String name, String type, String width, long offset) {
        String value =
                switch (type) {
                    case "i32" -> "(i32.wrap_i64 (local.get 1))";
                    case "i64" -> "(local.get 1)";
                    case "f32" -> "(f32.reinterpret_i32 (i32.wrap_i64 (local.get 1)))";
                    default -> "(f64.reinterpret_i64 (local.get 1))";
                };
        String read =
                "(%s.load%s offset=%d (local.get 0))".formatted(type, width.isEmpty() ? "" : width + "_s", offset);
        String answer =
                switch (type) {
                    case "i32" -> "(i64.extend_i32_s " + read + ")";
                    case "i64" -> read;
                    case "f32" -> "(i64.extend_i32_s (i32.reinterpret_f32 " + read + "))";
                    default -> "(i64.reinterpret_f64 " + read + ")";
                };
        return "(func (export \"%s\") (param i32 i64) (result i64) (%s.store%s offset=%d (local.get 0) %s) %s)"
                .formatted(name, type, width, offset, value, answer);
    }

    @Test
    void globals_areOnesOwn_ofEachType() {
        String wat =
                """
                (module (memory (export "memory") 1)
                  (global $a (mut i64) (i64.const 40)) (global $b (mut i32) (i32.const -2)) (global $c (mut f64) (f64.const 0.5))
                  (func (export "f") (param i64) (result i64)
                    (global.set $a (i64.add (global.get $a) (local.get 0)))
                    (global.set $b (i32.mul (global.get $b) (i32.const 3)))
                    (global.set $c (f64.mul (global.get $c) (f64.const 4)))
                    (i64.add (global.get $a) (i64.add (i64.extend_i32_s (global.get $b)) (i64.reinterpret_f64 (global.get $c))))))
                """;
        TwoTiers first = new TwoTiers(wat, List.of());
        TwoTiers second = new TwoTiers(wat, List.of());
        for (long value : new long[] {1, -1, Long.MAX_VALUE}) {
            assertSame(first, "f", value);
        }
        assertThat(second.compiled.invoke("f", 1)).isEqualTo(41 - 6 + Double.doubleToLongBits(2));
    }

    @Test
    void imports_getTheirArgumentsAndAnswer_whateverTheirTypes() {
        List<HostImport> imports = List.of(
                new HostImport("h", "none", new Signature("", ""), arguments -> arguments.length),
                new HostImport("h", "sum", new Signature("ilil", "l"), a -> a[0] + 2 * a[1] + 3 * a[2] + 5 * a[3]),
                new HostImport("h", "low", new Signature("l", "i"), a -> a[0]),
                new HostImport(
                        "h",
                        "half",
                        new Signature("d", "d"),
                        a -> Double.doubleToRawLongBits(Double.longBitsToDouble(a[0]) / 2)));
        TwoTiers tiers = new TwoTiers(
                """
                (module
                  (import "h" "none" (func $none)) (import "h" "sum" (func $sum (param i32 i64 i32 i64) (result i64)))
                  (import "h" "low" (func $low (param i64) (result i32))) (import "h" "half" (func $half (param f64) (result f64)))
                  (memory (export "memory") 1)
                  (func (export "f") (param i64) (result i64)
                    (call $none)
                    (i64.add
                      (call $sum (i32.const -1) (local.get 0) (i32.wrap_i64 (local.get 0)) (i64.const 11))
                      (i64.add (i64.extend_i32_s (call $low (local.get 0)))
                        (i64.reinterpret_f64 (call $half (f64.convert_i64_s (local.get 0))))))))
                """,
                imports);
        for (long value : new long[] {0, 1, -1, 0x1_8000_0000L, Long.MIN_VALUE}) {
            assertSame(tiers, "f", value);
        }
    }

    @Test
    void functionWithCalls_looksWhetherItIsToEnd_evenWithoutALoop() {
        TwoTiers tiers = new TwoTiers(
                """
                (module (memory (export "memory") 1)
                  (func $leaf (export "leaf") (result i64) (i64.const 5))
                  (func (export "caller") (result i64) (i64.add (call $leaf) (call $leaf)))
                  (func (export "loop") (result i64) (loop (br 0)) unreachable))
                """,
                List.of());
        for (String export : List.of("caller", "loop")) {
            Thread.currentThread().interrupt();
            try {
                assertThatThrownBy(() -> tiers.compiled.invoke(export)).isInstanceOf(ChicoryInterruptedException.class);
            } finally {
                assertThat(Thread.interrupted()).isTrue();
            }
        }
        assertThat(tiers.compiled.invoke("caller")).isEqualTo(10);
    }

    private static void assertSame(TwoTiers tiers, String export, long... arguments) {
        assertThat(TwoTiers.outcome(tiers.compiled, export, arguments))
                .as("%s%s", export, java.util.Arrays.toString(arguments))
                .isEqualTo(TwoTiers.outcome(tiers.interpreted, export, arguments));
    }
}
