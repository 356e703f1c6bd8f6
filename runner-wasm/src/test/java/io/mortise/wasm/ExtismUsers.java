package io.mortise.wasm;

import static io.mortise.wasm.WasmType.I64;

import io.mortise.api.manifest.Permission;
import io.mortise.api.manifest.Permission.Named;
import io.mortise.api.manifest.Permissions;
import java.util.List;
import java.util.Locale;

/** The host functions that the guests of the fixtures import. */
final class ExtismUsers {
    static final WasmImports ALL = WasmImports.NONE
            .function(WasmImports.USER, "mult", List.of(I64, I64), List.of(I64), (memory, a) ->
                    new long[] {(int) (a[0] * a[1])})
            .function(WasmImports.USER, "hostGreenMessage", List.of(I64), List.of(I64), (memory, a) ->
                    new long[] {memory.store("G:" + memory.text(a[0]))})
            .function(WasmImports.USER, "hostPurpleMessage", List.of(I64), List.of(I64), (memory, a) ->
                    new long[] {memory.store("P:" + memory.text(a[0]))})
            .function(WasmImports.USER, "hello_world", List.of(I64), List.of(I64), (memory, a) -> a)
            .function("host", "to_upper", List.of(I64), List.of(I64), (memory, a) ->
                    new long[] {memory.store(memory.text(a[0]).toUpperCase(Locale.ROOT))});

    static final Permissions ASKS = Permissions.of(
            Permission.Http.to("*"), new Named(Named.Kind.APP, "mult"), new Named(Named.Kind.APP, "host.to_upper"));

    private ExtismUsers() {}
}
