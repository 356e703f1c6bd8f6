package io.mortise.wasm;

import com.dylibso.chicory.wabt.Wat2Wasm;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A module in front of another: passes its functions on, and sets and shows the variables both share. */
final class VariableProbe {
    private VariableProbe() {}

    static byte[] of(String library, List<String> functions, Map<String, byte[]> presets, Set<String> shown) {
        StringBuilder wat = new StringBuilder("(module\n");
        for (String each : functions) {
            wat.append("(import \"%s\" \"%s\" (func $%s (result i32)))\n".formatted(library, each, each));
        }
        wat.append(
                """
                (import "extism:host/env" "alloc" (func $alloc (param i64) (result i64)))
                (import "extism:host/env" "store_u8" (func $store (param i64 i32)))
                (import "extism:host/env" "length" (func $length (param i64) (result i64)))
                (import "extism:host/env" "output_set" (func $output (param i64 i64)))
                (import "extism:host/env" "var_get" (func $get (param i64) (result i64)))
                (import "extism:host/env" "var_set" (func $set (param i64 i64)))
                """);
        functions.forEach(each -> wat.append("(func (export \"%s\") (result i32) (call $%s))\n".formatted(each, each)));
        presets.forEach((name, value) ->
                wat.append("(func (export \"preset_%s\") (local $k i64) (local $v i64)\n".formatted(name)
                        + block("$k", name.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                        + block("$v", value)
                        + "(call $set (local.get $k) (local.get $v)))\n"));
        shown.forEach(name -> wat.append("(func (export \"read_%s\") (local $k i64) (local $v i64)\n".formatted(name)
                + block("$k", name.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                + "(local.set $v (call $get (local.get $k)))\n"
                + "(call $output (local.get $v) (call $length (local.get $v))))\n"));
        return Wat2Wasm.parse(wat.append(")").toString());
    }

    private static String block(String local, byte[] content) {
        StringBuilder wat =
                new StringBuilder("(local.set %s (call $alloc (i64.const %d)))\n".formatted(local, content.length));
        for (int i = 0; i < content.length; i++) {
            wat.append("(call $store (i64.add (local.get %s) (i64.const %d)) (i32.const %d))\n"
                    .formatted(local, i, content[i] & 0xff));
        }
        return wat.toString();
    }
}
