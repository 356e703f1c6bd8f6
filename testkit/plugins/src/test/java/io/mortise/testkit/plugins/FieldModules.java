package io.mortise.testkit.plugins;

import com.dylibso.chicory.wabt.Wat2Wasm;

/** Small modules that show what the contract guest, which keeps nothing and imports everything, cannot. */
final class FieldModules {
    private static final String OUTPUT = "(import \"mortise/1\" \"output\" (func $output (param i32 i32)))";

    private FieldModules() {}

    /** {@code say} answers one character. */
    static byte[] saying(char word) {
        return module(OUTPUT + "(memory (export \"memory\") 1) (data (i32.const 0) \"" + word + "\")"
                + "(func (export \"say\") (param i32) (result i32)"
                + " (call $output (i32.const 0) (i32.const 1)) (i32.const 0))");
    }

    /** {@code count} answers how often this instance was asked, up to nine; {@code trap} traps. */
    static byte[] counting() {
        return module(OUTPUT + "(memory (export \"memory\") 1) (data (i32.const 0) \"0\")"
                + "(func (export \"count\") (param i32) (result i32)"
                + " (i32.store8 (i32.const 0) (i32.add (i32.load8_u (i32.const 0)) (i32.const 1)))"
                + " (call $output (i32.const 0) (i32.const 1)) (i32.const 0))"
                + "(func (export \"trap\") (param i32) (result i32) (unreachable))");
    }

    /** {@code drawn} answers eight bytes that its start drew at random. */
    static byte[] drawing() {
        return module("(import \"mortise/1\" \"random\" (func $random (param i32 i32)))" + OUTPUT
                + "(memory (export \"memory\") 1)"
                + "(func (export \"mortise_start\") (param i32) (result i32)"
                + " (call $random (i32.const 0) (i32.const 8)) (i32.const 0))"
                + "(func (export \"drawn\") (param i32) (result i32)"
                + " (call $output (i32.const 0) (i32.const 8)) (i32.const 0))");
    }

    /** Logs a line in each start. */
    static byte[] tellingStarts() {
        return module("(import \"mortise/1\" \"log\" (func $log (param i32 i32 i32 i32 i32)))"
                + "(memory (export \"memory\") 1) (data (i32.const 0) \"start\")"
                + "(func (export \"mortise_start\") (param i32) (result i32)"
                + " (call $log (i32.const 2) (i32.const 0) (i32.const 5) (i32.const 0) (i32.const 0)) (i32.const 0))"
                + "(func (export \"echo\") (param i32) (result i32) (i32.const 0))");
    }

    /** Never comes back from its start. */
    static byte[] neverStarting() {
        return module("(memory (export \"memory\") 1)"
                + "(func (export \"mortise_start\") (param i32) (result i32) (loop $on (br $on)) (i32.const 0))"
                + "(func (export \"echo\") (param i32) (result i32) (i32.const 0))");
    }

    /** {@code where} answers the name of its first directory; {@code create} whether it can make a file there. */
    static byte[] filing() {
        return module(OUTPUT
                + "(import \"wasi_snapshot_preview1\" \"path_open\" (func $open"
                + " (param i32 i32 i32 i32 i32 i64 i64 i32 i32) (result i32)))"
                + "(import \"wasi_snapshot_preview1\" \"fd_prestat_get\" (func $size (param i32 i32) (result i32)))"
                + "(import \"wasi_snapshot_preview1\" \"fd_prestat_dir_name\""
                + " (func $name (param i32 i32 i32) (result i32)))"
                + "(memory (export \"memory\") 1) (data (i32.const 0) \"new\")"
                + "(data (i32.const 16) \"created\") (data (i32.const 32) \"refused\")"
                + "(func (export \"create\") (param i32) (result i32)"
                + " (call $output (select (i32.const 32) (i32.const 16)"
                + "  (call $open (i32.const 3) (i32.const 0) (i32.const 0) (i32.const 3) (i32.const 1)"
                + "   (i64.const 64) (i64.const 0) (i32.const 0) (i32.const 64))) (i32.const 7)) (i32.const 0))"
                + "(func (export \"where\") (param i32) (result i32)"
                + " (drop (call $size (i32.const 3) (i32.const 64)))"
                + " (drop (call $name (i32.const 3) (i32.const 128) (i32.load (i32.const 68))))"
                + " (call $output (i32.const 128) (i32.load (i32.const 68))) (i32.const 0))");
    }

    private static byte[] module(String wat) {
        return Wat2Wasm.parse("(module " + wat + ")");
    }
}
