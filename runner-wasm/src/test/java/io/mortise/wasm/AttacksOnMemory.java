package io.mortise.wasm;

import static io.mortise.wasm.Attack.attack;
import static io.mortise.wasm.Attack.bytes;
import static io.mortise.wasm.Attack.trap;
import static io.mortise.wasm.Attack.works;

import io.mortise.api.error.Failure;
import java.util.List;

/** Reading, writing and growing where there is nothing. */
final class AttacksOnMemory {
    private static final String OUT = "(memory)";

    private AttacksOnMemory() {}

    static final List<Attack> ROWS = List.of(
            works("read the last byte", "(drop (i32.load8_u (i32.const 65535)))"),
            trap("read one byte past the end", OUT, "(drop (i32.load8_u (i32.const 65536)))"),
            works("read the last word", "(drop (i32.load (i32.const 65532)))"),
            trap("read a word across the end", OUT, "(drop (i32.load (i32.const 65533)))"),
            trap("read a double word across the end", OUT, "(drop (i64.load (i32.const 65529)))"),
            trap("read a short across the end", OUT, "(drop (i32.load16_s (i32.const 65535)))"),
            trap("read a float across the end", OUT, "(drop (f64.load (i32.const 65530)))"),
            works("write the last double word", "(i64.store (i32.const 65528) (i64.const -1))"),
            trap("write a double word across the end", OUT, "(i64.store (i32.const 65529) (i64.const -1))"),
            trap("write a float across the end", OUT, "(f32.store (i32.const 65533) (f32.const 1))"),
            trap("write a byte past the end", OUT, "(i32.store8 (i32.const 65536) (i32.const 1))"),
            trap("read at an address that is negative", OUT, "(drop (i32.load8_u (i32.const -1)))"),
            trap("read at an address that wraps", OUT, "(drop (i32.load offset=4294967295 (i32.const 4)))"),
            trap("read with an offset of two gigabytes", OUT, "(drop (i32.load offset=2147483647 (i32.const 2)))"),
            works("fill to the last byte", "(memory.fill (i32.const 16) (i32.const 7) (i32.const 65520))"),
            trap("fill one byte too far", OUT, "(memory.fill (i32.const 17) (i32.const 7) (i32.const 65520))"),
            trap("fill four gigabytes", OUT, "(memory.fill (i32.const 0) (i32.const 7) (i32.const -1))"),
            trap(
                    "fill so that the end wraps",
                    OUT,
                    "(memory.fill (i32.const 65536) (i32.const 7) (i32.const 2147483647))"),
            works("copy onto itself", "(memory.copy (i32.const 0) (i32.const 1) (i32.const 65535))"),
            trap("copy from one byte too far", OUT, "(memory.copy (i32.const 0) (i32.const 2) (i32.const 65535))"),
            trap("copy to one byte too far", OUT, "(memory.copy (i32.const 2) (i32.const 0) (i32.const 65535))"),
            trap("copy four gigabytes", OUT, "(memory.copy (i32.const 0) (i32.const 0) (i32.const -1))"),
            Attack.wat(
                    "initialise past a segment",
                    Failure.GUEST_TRAPPED,
                    OUT,
                    "",
                    "(data $d \"abcd\")" + attack("(memory.init $d (i32.const 0) (i32.const 1) (i32.const 4))")),
            Attack.wat(
                    "initialise from a dropped segment",
                    Failure.GUEST_TRAPPED,
                    OUT,
                    "",
                    "(data $d \"abcd\")"
                            + attack("(data.drop $d) (memory.init $d (i32.const 0) (i32.const 0) (i32.const 1))")),
            works("grow by nothing", "(if (i32.ne (memory.grow (i32.const 0)) (i32.const 1)) (then (unreachable)))"),
            works(
                    "grow to the limit",
                    "(if (i32.ne (memory.grow (i32.const 511)) (i32.const 1)) (then (unreachable)))"),
            trap(
                    "grow one page past the limit",
                    "(unreachable)",
                    "(if (i32.eq (memory.grow (i32.const 512)) (i32.const -1)) (then (unreachable)))"),
            trap(
                    "grow by four billion pages",
                    "(unreachable)",
                    "(if (i32.eq (memory.grow (i32.const -1)) (i32.const -1)) (then (unreachable)))"),
            trap(
                    "grow so that the bytes wrap",
                    "(unreachable)",
                    "(if (i32.eq (memory.grow (i32.const 65535)) (i32.const -1)) (then (unreachable)))"),
            trap(
                    "grow page by page for ever",
                    "(unreachable)",
                    "(loop (br_if 0 (i32.ne (memory.grow (i32.const 1)) (i32.const -1)))) (unreachable)"),
            bytes(
                    "declare one page more than the limit",
                    Failure.START_FAILED,
                    "raise limits.memory",
                    () -> Attack.module("", "(memory (export \"memory\") 513)" + attack(""))),
            Attack.allowed(
                    "declare the limit", () -> Attack.module("", "(memory (export \"memory\") 512)" + attack(""))),
            Attack.allowed(
                    "declare a maximum of four gigabytes",
                    () -> Attack.module("", "(memory (export \"memory\") 1 65536)" + attack(""))),
            Attack.wat(
                    "begin with data past the end",
                    Failure.GUEST_TRAPPED,
                    "(memory)",
                    "",
                    "(data (i32.const 65535) \"ab\")" + attack("")));
}
