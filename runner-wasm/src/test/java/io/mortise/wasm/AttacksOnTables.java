package io.mortise.wasm;

import static io.mortise.api.error.Failure.GUEST_TRAPPED;
import static io.mortise.wasm.Attack.attack;
import static io.mortise.wasm.Attack.wat;
import static io.mortise.wasm.Attack.works;

import java.util.List;

/** Tables: outside every limit of the engine, and the way to functions of the wrong type. */
final class AttacksOnTables {
    private static final String TABLE =
            "(type $n (func)) (type $i (func (result i32))) (func $one (result i32) (i32.const 1))"
                    + "(table $t 4 funcref) (elem $e func $one $one) (elem (i32.const 1) $one)";

    private AttacksOnTables() {}

    private static Attack trap(String name, String says, String code) {
        return wat(name, GUEST_TRAPPED, says, "", TABLE + attack(code));
    }

    static final List<Attack> ROWS = List.of(
            works("call through the table", "", TABLE + attack("(drop (call_indirect $t (type $i) (i32.const 1)))")),
            trap("call an empty entry", "(table)", "(drop (call_indirect $t (type $i) (i32.const 0)))"),
            trap("call past the table", "(table)", "(drop (call_indirect $t (type $i) (i32.const 4)))"),
            trap("call at an index that is negative", "(table)", "(drop (call_indirect $t (type $i) (i32.const -1)))"),
            trap("call as another type", "(table)", "(call_indirect $t (type $n) (i32.const 1))"),
            trap("read past the table", "(table)", "(drop (table.get $t (i32.const 4)))"),
            trap("write past the table", "(table)", "(table.set $t (i32.const 4) (ref.null func))"),
            trap("write at a negative index", "(table)", "(table.set $t (i32.const -1) (ref.null func))"),
            trap("fill past the table", "(table)", "(table.fill $t (i32.const 3) (ref.null func) (i32.const 2))"),
            trap(
                    "fill four billion entries",
                    "(table)",
                    "(table.fill $t (i32.const 0) (ref.null func) (i32.const -1))"),
            trap("copy past the table", "(table)", "(table.copy $t $t (i32.const 3) (i32.const 0) (i32.const 2))"),
            trap(
                    "copy so that the end wraps",
                    "(table)",
                    "(table.copy $t $t (i32.const 1) (i32.const 1) (i32.const 2147483647))"),
            trap(
                    "initialise entries past a segment",
                    "(table)",
                    "(table.init $t $e (i32.const 0) (i32.const 1) (i32.const 2))"),
            trap(
                    "initialise from a negative place of a segment",
                    "trapped",
                    "(table.init $t $e (i32.const 0) (i32.const -1) (i32.const 2))"),
            trap(
                    "initialise so that the end of the segment wraps",
                    "trapped",
                    "(table.init $t $e (i32.const 0) (i32.const 2147483647) (i32.const 2))"),
            trap(
                    "initialise at a negative index",
                    "(table)",
                    "(table.init $t $e (i32.const -1) (i32.const 0) (i32.const 2))"),
            // The specification wants a trap; the engine does nothing, which is as safe: no entry has changed.
            works(
                    "initialise so that the end wraps",
                    "",
                    TABLE
                            + attack(
                                    "(table.init $t $e (i32.const 2147483647) (i32.const 0) (i32.const 2))"
                                            + " (if (i32.ne (table.size $t) (i32.const 4)) (then (unreachable)))"
                                            + " (if (i32.eqz (ref.is_null (table.get $t (i32.const 0)))) (then (unreachable)))"
                                            + " (if (i32.eqz (ref.is_null (table.get $t (i32.const 3)))) (then (unreachable)))")),
            trap(
                    "initialise entries from a dropped segment",
                    "(table)",
                    "(elem.drop $e) (table.init $t $e (i32.const 0) (i32.const 0) (i32.const 1))"),
            works(
                    "grow tables to the cap of all",
                    "",
                    "(table $a 4 funcref) (table $b 6 funcref)"
                            + attack("(if (i32.ne (table.grow $a (ref.null func) (i32.const 199990)) (i32.const 4))"
                                    + " (then (unreachable)))")),
            wat(
                    "grow one entry past the cap of all",
                    GUEST_TRAPPED,
                    "(unreachable)",
                    "",
                    "(table $a 4 funcref) (table $b 6 funcref)"
                            + attack("(drop (table.grow $a (ref.null func) (i32.const 199990)))"
                                    + " (if (i32.eq (table.grow $b (ref.null func) (i32.const 1)) (i32.const -1))"
                                    + " (then (unreachable)))")),
            trap(
                    "grow by four billion entries",
                    "(unreachable)",
                    "(if (i32.eq (table.grow $t (ref.null func) (i32.const -1)) (i32.const -1)) (then (unreachable)))"),
            wat(
                    "begin with an element past the end",
                    GUEST_TRAPPED,
                    "(table)",
                    "",
                    "(table 1 funcref) (func $f) (elem (i32.const 1) $f)" + attack("")));
}
