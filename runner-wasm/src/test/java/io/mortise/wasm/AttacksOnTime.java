package io.mortise.wasm;

import static io.mortise.api.error.Failure.DEADLINE_PASSED;
import static io.mortise.api.error.Failure.GUEST_TRAPPED;
import static io.mortise.wasm.Attack.attack;
import static io.mortise.wasm.Attack.endless;
import static io.mortise.wasm.Attack.trap;
import static io.mortise.wasm.Attack.wat;

import java.util.List;

/** Never ending, falling for ever, computing what cannot be. */
final class AttacksOnTime {
    private AttacksOnTime() {}

    static final List<Attack> ROWS = List.of(
            endless("loop", "", attack("(loop (br 0))")),
            endless(
                    "loop over arithmetic",
                    "",
                    attack("(loop (local.set 0 (i32.mul (local.get 0) (i32.const 3))) (br_if 0 (i32.const 1)))")),
            endless("loop over a table of branches", "", attack("(loop (br_table 0 0 0 (i32.const 1)))")),
            endless("loop through calls", "", "(func $f)" + attack("(loop (call $f) (br 0))")),
            endless(
                    "loop through the table",
                    "",
                    "(type $n (func)) (table 1 funcref) (elem (i32.const 0) $f) (func $f)"
                            + attack("(loop (call_indirect (type $n) (i32.const 0)) (br 0))")),
            endless(
                    "loop over memory",
                    "",
                    attack("(drop (memory.grow (i32.const 500)))"
                            + " (loop (memory.fill (i32.const 0) (i32.const 1) (i32.const 32833536)) (br 0))")),
            endless(
                    "loop over the clock",
                    "(import \"mortise/1\" \"monotonic_ns\" (func $now (result i64)))",
                    attack("(loop (drop (call $now)) (br 0))")),
            endless("loop over its input", "", attack("(loop (call $input (i32.const 0)) (br 0))")),
            endless(
                    "loop over random bytes",
                    "(import \"mortise/1\" \"random\" (func $random (param i32 i32)))",
                    attack("(loop (call $random (i32.const 0) (i32.const 65536)) (br 0))")),
            endless(
                    "yield for ever",
                    "(import \"wasi_snapshot_preview1\" \"sched_yield\" (func $yield (result i32)))",
                    attack("(loop (drop (call $yield)) (br 0))")),
            endless(
                    "sleep for ever",
                    "(import \"wasi_snapshot_preview1\" \"poll_oneoff\" (func $poll (param i32 i32 i32 i32) (result i32)))",
                    attack("(i64.store (i32.const 24) (i64.const 9000000000000000000))"
                            + " (drop (call $poll (i32.const 0) (i32.const 64) (i32.const 1) (i32.const 128)))")),
            wat(
                    "recurse",
                    GUEST_TRAPPED,
                    "(stack)",
                    "",
                    "(func $down (call $down) (call $down))" + attack("(call $down)")),
            wat(
                    "recurse in turns",
                    GUEST_TRAPPED,
                    "(stack)",
                    "",
                    "(func $a (call $b) (call $b)) (func $b (call $a) (call $a))" + attack("(call $a)")),
            wat(
                    "recurse through the table",
                    GUEST_TRAPPED,
                    "(stack)",
                    "",
                    "(type $n (func)) (table 1 funcref) (elem (i32.const 0) $f)"
                            + "(func $f (call_indirect (type $n) (i32.const 0)) (call_indirect (type $n) (i32.const 0)))"
                            + attack("(call $f)")),
            wat(
                    "recurse with two thousand locals",
                    GUEST_TRAPPED,
                    "(stack)",
                    "",
                    "(func $f (param i64) (local " + "i64 ".repeat(1_999) + ")"
                            + " (local.set 1999 (local.get 0)) (call $f (local.get 1999)) (call $f (local.get 1999)))"
                            + attack("(call $f (i64.const 1))")),
            wat(
                    "grow memory at the end of the stack",
                    GUEST_TRAPPED,
                    "(stack)",
                    "",
                    "(func $f (drop (memory.grow (i32.const 0))) (call $f) (call $f))" + attack("(call $f)")),
            wat(
                    "log at the end of the stack",
                    GUEST_TRAPPED,
                    "(stack)",
                    "(import \"mortise/1\" \"call_info\" (func $info (result i64)))",
                    "(func $f (drop (call $info)) (call $f) (call $f))" + attack("(call $f)")),
            trap("fall", "(unreachable)", "(unreachable)"),
            trap("divide by zero", "(arithmetic)", "(drop (i32.div_s (i32.const 1) (i32.const 0)))"),
            trap(
                    "divide beyond the range",
                    "(arithmetic)",
                    "(drop (i32.div_s (i32.const -2147483648) (i32.const -1)))"),
            trap("take a rest by zero", "(arithmetic)", "(drop (i64.rem_u (i64.const 1) (i64.const 0)))"),
            trap("make an integer of no number", "(arithmetic)", "(drop (i32.trunc_f64_s (f64.const nan)))"),
            trap("make an integer of too much", "(arithmetic)", "(drop (i32.trunc_f64_s (f64.const 1e300)))"),
            wat("start with a loop", DEADLINE_PASSED, "", "", "(func $s (loop (br 0))) (start $s)" + attack("")),
            wat(
                    "start with a trap",
                    GUEST_TRAPPED,
                    "(unreachable)",
                    "",
                    "(func $s (unreachable)) (start $s)" + attack("")));
}
