package io.mortise.wasm;

import com.dylibso.chicory.wabt.Wat2Wasm;

/** Extism guests of a few lines. */
final class ExtismWat {
    /** Every function of the kernel, and helpers: $in makes a block of text in memory, $say outputs a block. */
    static final String KERNEL =
            """
            (import "extism:host/env" "alloc" (func $alloc (param i64) (result i64)))
            (import "extism:host/env" "free" (func $free (param i64)))
            (import "extism:host/env" "length" (func $length (param i64) (result i64)))
            (import "extism:host/env" "load_u8" (func $load (param i64) (result i32)))
            (import "extism:host/env" "store_u8" (func $store (param i64 i32)))
            (import "extism:host/env" "store_u64" (func $store64 (param i64 i64)))
            (import "extism:host/env" "input_length" (func $input_length (result i64)))
            (import "extism:host/env" "input_offset" (func $input_offset (result i64)))
            (import "extism:host/env" "input_load_u8" (func $input_load (param i64) (result i32)))
            (import "extism:host/env" "input_load_u64" (func $input_load64 (param i64) (result i64)))
            (import "extism:host/env" "output_set" (func $output (param i64 i64)))
            (import "extism:host/env" "error_set" (func $error (param i64)))
            (import "extism:host/env" "reset" (func $reset))
            (import "extism:host/env" "config_get" (func $config (param i64) (result i64)))
            (import "extism:host/env" "var_get" (func $var_get (param i64) (result i64)))
            (import "extism:host/env" "var_set" (func $var_set (param i64 i64)))
            (import "extism:host/env" "http_request" (func $http (param i64 i64) (result i64)))
            (import "extism:host/env" "http_status_code" (func $status (result i32)))
            (import "extism:host/env" "http_headers" (func $headers (result i64)))
            (import "extism:host/env" "log_warn" (func $warn (param i64)))
            (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
            (memory 1)
            (func $say (param $h i64) (call $output (local.get $h) (call $length (local.get $h))))
            (func $text (param $at i32) (param $n i32) (result i64) (local $h i64) (local $i i32)
              (local.set $h (call $alloc (i64.extend_i32_u (local.get $n))))
              (block $end (loop $next
                (br_if $end (i32.ge_u (local.get $i) (local.get $n)))
                (call $store (i64.add (local.get $h) (i64.extend_i32_u (local.get $i)))
                  (i32.load8_u (i32.add (local.get $at) (local.get $i))))
                (local.set $i (i32.add (local.get $i) (i32.const 1)))
                (br $next)))
              (local.get $h))
            """;

    /** Asks for what its input says. */
    static final String WEB =
            """
            (func (export "ask") (call $say (call $http (call $input_offset) (i64.const 0))))
            (func (export "headers") (drop (call $http (call $input_offset) (i64.const 0))) (call $say (call $headers)))
            (func (export "status") (result i32) (drop (call $http (call $input_offset) (i64.const 0))) (call $status))
            """;

    static final String GET = "{\"url\":\"http://a.example/x\",\"method\":null,\"headers\":{\"X\":\"y\"}}";

    private ExtismWat() {}

    /** A module with these imports and helpers, and {@code body}. */
    static byte[] wat(String body) {
        return Wat2Wasm.parse("(module " + KERNEL + body + ")");
    }
}
