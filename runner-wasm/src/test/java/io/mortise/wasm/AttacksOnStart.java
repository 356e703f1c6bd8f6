package io.mortise.wasm;

import static io.mortise.api.error.Failure.DEADLINE_PASSED;
import static io.mortise.api.error.Failure.GUEST_TRAPPED;
import static io.mortise.api.error.Failure.START_FAILED;
import static io.mortise.wasm.Attack.attack;
import static io.mortise.wasm.Attack.wat;
import static io.mortise.wasm.Attack.works;

import java.util.List;

/** Mischief before the first call. */
final class AttacksOnStart {
    private static final String KV_SET =
            "(import \"mortise/1\" \"kv_set\" (func $set (param i32 i32 i32 i32 i64) (result i64)))";
    private static final String EXIT = "(import \"wasi_snapshot_preview1\" \"proc_exit\" (func $exit (param i32)))";
    private static final String ERROR = "(import \"mortise/1\" \"error\" (func $error (param i32 i32 i32)))";

    private AttacksOnStart() {}

    private static String entry(String name, String code) {
        return "(func (export \"" + name + "\") (param i32) (result i32) " + code + ")" + attack("");
    }

    static final List<Attack> ROWS = List.of(
            wat(
                    "initialise with a trap",
                    GUEST_TRAPPED,
                    "(unreachable)",
                    "",
                    "(func (export \"_initialize\") (unreachable))" + attack("")),
            wat(
                    "initialise for ever",
                    DEADLINE_PASSED,
                    "",
                    "",
                    "(func (export \"_initialize\") (loop (br 0)))" + attack("")),
            wat(
                    "exit before there was anything to do",
                    START_FAILED,
                    "wanted its return",
                    EXIT,
                    "(func (export \"_initialize\") (call $exit (i32.const 0)))" + attack("")),
            works("begin as a command, which is not run", "", "(func (export \"_start\") (unreachable))" + attack("")),
            wat(
                    "refuse to start",
                    START_FAILED,
                    "returned 1 and said nothing",
                    "",
                    entry("mortise_start", "(i32.const 1)")),
            wat(
                    "refuse to start with words of its own",
                    START_FAILED,
                    "AAAA",
                    ERROR,
                    entry(
                            "mortise_start",
                            "(i32.store (i32.const 0) (i32.const 0x41414141))"
                                    + " (call $error (i32.const 7) (i32.const 0) (i32.const 4)) (i32.const 1)")),
            wat("start for ever", DEADLINE_PASSED, "", "", entry("mortise_start", "(loop (br 0)) (i32.const 0)")),
            works(
                    "use a service while it starts",
                    KV_SET,
                    entry(
                            "mortise_start",
                            "(if (i64.ne (call $set (i32.const 0) (i32.const 1) (i32.const 0)"
                                    + " (i32.const 1) (i64.const 0)) (i64.const -9)) (then (unreachable))) (i32.const 0)")),
            wat("activate with a trap", GUEST_TRAPPED, "(unreachable)", "", entry("mortise_activate", "(unreachable)")),
            wat("activate for ever", DEADLINE_PASSED, "", "", entry("mortise_activate", "(loop (br 0)) (i32.const 0)")),
            wat(
                    "describe itself as nonsense",
                    START_FAILED,
                    "a document of functions",
                    "",
                    entry("mortise_describe", "(call $output (i32.const 0) (i32.const 100)) (i32.const 0)")),
            wat(
                    "describe itself as nested brackets",
                    START_FAILED,
                    "a document of functions",
                    "",
                    entry(
                            "mortise_describe",
                            "(memory.fill (i32.const 0) (i32.const 91) (i32.const 60000))"
                                    + " (call $output (i32.const 0) (i32.const 60000)) (i32.const 0)")),
            wat(
                    "describe itself for ever",
                    DEADLINE_PASSED,
                    "",
                    "",
                    entry("mortise_describe", "(loop (br 0)) (i32.const 0)")));
}
