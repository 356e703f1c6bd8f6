package io.mortise.wasm;

import static io.mortise.api.error.Failure.BAD_MODULE;
import static io.mortise.api.error.Failure.GUEST_TRAPPED;
import static io.mortise.api.error.Failure.LIMIT_REACHED;
import static io.mortise.api.error.Failure.REJECTED;
import static io.mortise.wasm.Attack.attack;
import static io.mortise.wasm.Attack.bytes;
import static io.mortise.wasm.Attack.wat;
import static io.mortise.wasm.Attack.works;

import java.util.List;

/** Lies told to the host: pointers, lengths, codes, and imports nobody offered. */
final class AttacksOnImports {
    private static final String OUT = "(memory)";
    private static final String EMIT = "(import \"mortise/1\" \"emit\" (func $emit (param i32 i32) (result i32)))";
    private static final String ERROR = "(import \"mortise/1\" \"error\" (func $error (param i32 i32 i32)))";
    private static final String CONFIG =
            "(import \"mortise/1\" \"config\" (func $config (param i32 i32) (result i64)))";
    private static final String LOG = "(import \"mortise/1\" \"log\" (func $log (param i32 i32 i32 i32 i32)))";
    private static final String RANDOM = "(import \"mortise/1\" \"random\" (func $random (param i32 i32)))";
    private static final String AT = "(import \"mortise/1\" \"input_at\" (func $at (param i32 i32 i32)))";
    private static final String TAKE = "(import \"mortise/1\" \"take\" (func $take (param i32)))";
    private static final String KV = "(import \"mortise/1\" \"kv_get\" (func $get (param i32 i32) (result i64)))";
    private static final String EVENT =
            "(import \"mortise/1\" \"event_emit\" (func $event (param i32 i32) (result i64)))";
    private static final String ABORT = "(import \"env\" \"abort\" (func $abort (param i32 i32 i32 i32)))";
    private static final String WASI = "(import \"wasi_snapshot_preview1\" ";
    private static final String WRITE = WASI + "\"fd_write\" (func $write (param i32 i32 i32 i32) (result i32)))";
    private static final String EXIT = WASI + "\"proc_exit\" (func $exit (param i32)))";
    private static final String POLL = WASI + "\"poll_oneoff\" (func $poll (param i32 i32 i32 i32) (result i32)))";
    private static final String OPEN =
            WASI + "\"path_open\" (func $open (param i32 i32 i32 i32 i32 i64 i64 i32 i32) (result i32)))";
    private static final String GET_RANDOM = WASI + "\"random_get\" (func $fill (param i32 i32) (result i32)))";

    private AttacksOnImports() {}

    private static Attack trap(String name, String says, String imports, String code) {
        return wat(name, GUEST_TRAPPED, says, imports, attack(code));
    }

    private static Attack module(String name, String says, String imports) {
        return wat(name, BAD_MODULE, says, imports, attack(""));
    }

    /** A WASI call that must answer EINVAL: an absurd count is refused before a range of memory is looked at. */
    private static String isInvalid(String call) {
        return "(if (i32.ne " + call + " (i32.const 28)) (then (unreachable)))";
    }

    static final List<Attack> ROWS = List.of(
            works(
                    "output as much as a payload",
                    "",
                    attack("(drop (memory.grow (i32.const 20))) (call $output (i32.const 0) (i32.const 1048576))")),
            wat(
                    "output one byte more",
                    LIMIT_REACHED,
                    "1048577",
                    "",
                    attack("(drop (memory.grow (i32.const 20))) (call $output (i32.const 0) (i32.const 1048577))")),
            wat(
                    "output byte by byte for ever",
                    LIMIT_REACHED,
                    "1048577",
                    "",
                    attack("(call $output (i32.const 0) (i32.const 65536)) ".repeat(15)
                            + "(loop (call $output (i32.const 0) (i32.const 1)) (br 0))")),
            wat(
                    "emit for ever",
                    LIMIT_REACHED,
                    "payload",
                    EMIT,
                    attack("(loop (drop (call $emit (i32.const 0) (i32.const 4096))) (br 0))")),
            trap("output past memory", OUT, "", "(call $output (i32.const 65535) (i32.const 2))"),
            trap("output four gigabytes", OUT, "", "(call $output (i32.const 0) (i32.const -1))"),
            trap("output so that the end wraps", OUT, "", "(call $output (i32.const -16) (i32.const 32))"),
            works("output nothing from nowhere", "", attack("(call $output (i32.const -1) (i32.const 0))")),
            trap("input past memory", OUT, "", "(call $input (i32.const 65521))"),
            trap("input behind the input", OUT, AT, "(call $at (i32.const 0) (i32.const 15) (i32.const 2))"),
            trap("input at a negative offset", OUT, AT, "(call $at (i32.const 0) (i32.const -1) (i32.const 2))"),
            trap(
                    "take past memory",
                    OUT,
                    TAKE + "(import \"mortise/1\" \"call_info\" (func $info (result i64)))",
                    "(drop (call $info)) (call $take (i32.const 65535))"),
            trap(
                    "config under a key of four gigabytes",
                    OUT,
                    CONFIG,
                    "(drop (call $config (i32.const 0) (i32.const -1)))"),
            works(
                    "config under a key that is no text",
                    CONFIG,
                    attack(
                            "(i32.store8 (i32.const 0) (i32.const 255))"
                                    + " (if (i64.ne (call $config (i32.const 0) (i32.const 1)) (i64.const -3)) (then (unreachable)))")),
            trap(
                    "log four gigabytes",
                    OUT,
                    LOG,
                    "(call $log (i32.const 0) (i32.const 0) (i32.const -1) (i32.const 0) (i32.const 0))"),
            trap(
                    "log fields from nowhere",
                    OUT,
                    LOG,
                    "(call $log (i32.const 0) (i32.const 0) (i32.const 1) (i32.const -1) (i32.const 1))"),
            works(
                    "log at a level that is none",
                    LOG,
                    attack("(call $log (i32.const -7) (i32.const 0) (i32.const 1) (i32.const 0) (i32.const 0))")),
            wat(
                    "log when all host calls are spent",
                    LIMIT_REACHED,
                    "more than 100000 host calls",
                    LOG + CONFIG,
                    attack("(local i32) (loop (drop (call $config (i32.const 0) (i32.const 0)))"
                            + " (br_if 0 (i32.ne (local.tee 1 (i32.add (local.get 1) (i32.const 1))) (i32.const 100000))))"
                            + " (call $log (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 0) (i32.const 0))")),
            wat(
                    "fail with a message of a page",
                    REJECTED,
                    "answered unknown",
                    ERROR,
                    attack("(memory.fill (i32.const 0) (i32.const 65) (i32.const 65536))"
                            + " (call $error (i32.const 99) (i32.const 0) (i32.const 65536))")),
            wat(
                    "fail as success",
                    REJECTED,
                    "answered unknown",
                    ERROR,
                    attack("(call $error (i32.const 0) (i32.const 0) (i32.const 0))")),
            wat(
                    "fail with control characters",
                    REJECTED,
                    "answered not found: \"",
                    ERROR,
                    attack("(i32.store (i32.const 0) (i32.const 0x0a1b5b0d))"
                            + " (call $error (i32.const 5) (i32.const 0) (i32.const 4))")),
            trap(
                    "fail with a message from nowhere",
                    OUT,
                    ERROR,
                    "(call $error (i32.const 1) (i32.const 65536) (i32.const 1))"),
            trap("random bytes past memory", OUT, RANDOM, "(call $random (i32.const 1) (i32.const 65536))"),
            trap("four gigabytes of random bytes", OUT, RANDOM, "(call $random (i32.const 0) (i32.const -1))"),
            trap("a key from nowhere", OUT, KV, "(drop (call $get (i32.const 65536) (i32.const 1)))"),
            works(
                    "an event nested as deep as memory",
                    EVENT,
                    attack("(memory.fill (i32.const 0) (i32.const 91) (i32.const 65536))"
                            + " (if (i64.ge_s (call $event (i32.const 0) (i32.const 65536)) (i64.const 0))"
                            + " (then (unreachable)))")),
            trap(
                    "abort with words from nowhere",
                    "(abort)",
                    ABORT,
                    "(call $abort (i32.const -4) (i32.const 70000) (i32.const 1) (i32.const 1))"),
            trap("exit as failed", "(exit)", EXIT, "(call $exit (i32.const 9))"),
            works("exit as done", EXIT, attack("(call $exit (i32.const 0))")),
            trap(
                    "write from a list past memory",
                    OUT,
                    WRITE,
                    "(drop (call $write (i32.const 1) (i32.const 65532) (i32.const 2) (i32.const 0)))"),
            works(
                    "write from four billion places",
                    WRITE,
                    attack(isInvalid("(call $write (i32.const 1) (i32.const 0) (i32.const -1) (i32.const 0))"))),
            works(
                    "write from more places than there may be",
                    WRITE,
                    attack(isInvalid("(call $write (i32.const 2) (i32.const 0) (i32.const 1025) (i32.const 0))"))),
            works(
                    "write to a file that is not open",
                    WRITE,
                    attack(
                            "(if (i32.ne (call $write (i32.const 77) (i32.const 0) (i32.const 0) (i32.const 0)) (i32.const 8))"
                                    + " (then (unreachable)))")),
            works(
                    "wait for four billion things",
                    POLL,
                    attack(isInvalid("(call $poll (i32.const 0) (i32.const 64) (i32.const -1) (i32.const 128))"))),
            works(
                    "wait for more things than there may be",
                    POLL,
                    attack(isInvalid("(call $poll (i32.const 0) (i32.const 64) (i32.const 1025) (i32.const 128))"))),
            trap(
                    "wait for things past memory",
                    OUT,
                    POLL,
                    "(drop (call $poll (i32.const 65500) (i32.const 64) (i32.const 1) (i32.const 128)))"),
            trap(
                    "tell of things past memory",
                    OUT,
                    POLL,
                    "(drop (call $poll (i32.const 0) (i32.const 65510) (i32.const 1) (i32.const 128)))"),
            works(
                    "open a file",
                    OPEN,
                    attack(
                            "(if (i32.eqz (call $open (i32.const 3) (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 0)"
                                    + " (i64.const -1) (i64.const -1) (i32.const 0) (i32.const 8))) (then (unreachable)))")),
            trap(
                    "four gigabytes of WASI's random bytes",
                    OUT,
                    GET_RANDOM,
                    "(drop (call $fill (i32.const 0) (i32.const -1)))"),
            module(
                    "import what there is not",
                    "needs mortise/1.run_shell, which this host does not have",
                    "(import \"mortise/1\" \"run_shell\" (func (param i32)))"),
            module("import as another type", "has type", "(import \"mortise/1\" \"time_ms\" (func (result i32)))"),
            module("import a memory", "is no function", "(import \"env\" \"memory2\" (global i32))"),
            module("import a table", "is no function", "(import \"env\" \"table\" (table 1 funcref))"),
            module(
                    "import from the host's classes",
                    "which this host does not have",
                    "(import \"java/lang/Runtime\" \"exec\" (func))"),
            bytes(
                    "export no memory",
                    BAD_MODULE,
                    "is missing; export the module's one memory",
                    () -> Attack.module("", "(memory 1)" + attack(""))),
            bytes(
                    "export the memory's name as a function",
                    BAD_MODULE,
                    "is missing; export the module's one memory",
                    () -> Attack.module("", "(memory 1) (func (export \"memory\"))" + attack(""))),
            bytes(
                    "export nothing to call",
                    BAD_MODULE,
                    "the module exports no function of that name",
                    () -> Attack.module("", "(memory (export \"memory\") 1)")),
            bytes(
                    "export a function of another type",
                    BAD_MODULE,
                    "wanted is a function",
                    () -> Attack.module(
                            "",
                            "(memory (export \"memory\") 1)"
                                    + "(func (export \"attack\") (param i64) (result i32) (i32.const 0))")),
            wat(
                    "take a reserved name as another type",
                    BAD_MODULE,
                    "wanted is a function",
                    "",
                    "(func (export \"mortise_stop\") (result i64) (i64.const 0))" + attack("")));
}
