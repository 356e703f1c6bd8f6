package io.mortise.bench;

import static com.dylibso.chicory.wasm.types.ValType.I32;

import com.dylibso.chicory.compiler.MachineFactoryCompiler;
import com.dylibso.chicory.runtime.ByteArrayMemory;
import com.dylibso.chicory.runtime.ExportFunction;
import com.dylibso.chicory.runtime.HostFunction;
import com.dylibso.chicory.runtime.ImportValues;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.WasmFunctionHandle;
import com.dylibso.chicory.wasi.WasiOptions;
import com.dylibso.chicory.wasi.WasiPreview1;
import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.FunctionType;
import com.dylibso.chicory.wasm.types.MemoryLimits;
import com.dylibso.chicory.wasm.types.ValType;
import java.util.List;

/** The same guest and the same ABI on a bare engine: one instance, no pool, no deadline, no cap, no checks of ours. */
final class BareGuest {
    private final ExportFunction function;
    private byte[] input = new byte[0];
    private byte[] output = new byte[0];

    BareGuest(byte[] module, String export) {
        WasmModule parsed = Parser.parse(module);
        ImportValues imports = ImportValues.builder()
                .addFunction(
                        host("input", List.of(I32), (instance, args) -> {
                            instance.memory().write((int) args[0], input);
                            return null;
                        }),
                        host("output", List.of(I32, I32), (instance, args) -> {
                            output = instance.memory().readBytes((int) args[0], (int) args[1]);
                            return null;
                        }),
                        host("error", List.of(I32, I32, I32), (instance, args) -> {
                            throw new IllegalStateException("the guest refused");
                        }))
                .addFunction(WasiPreview1.builder()
                        .withOptions(WasiOptions.builder().build())
                        .build()
                        .toHostFunctions())
                .build();
        Instance instance = Instance.builder(parsed)
                .withImportValues(imports)
                .withMachineFactory(MachineFactoryCompiler.compile(parsed))
                .withMemoryFactory(limits -> new ByteArrayMemory(new MemoryLimits(limits.initialPages(), 1024)))
                .withStart(false)
                .build();
        if (hasExport(parsed, "_initialize")) {
            instance.export("_initialize").apply();
        }
        function = instance.export(export);
    }

    private static boolean hasExport(WasmModule module, String name) {
        for (int i = 0; i < module.exportSection().exportCount(); i++) {
            if (module.exportSection().getExport(i).name().equals(name)) {
                return true;
            }
        }
        return false;
    }

    private static HostFunction host(String name, List<ValType> parameters, WasmFunctionHandle body) {
        return new HostFunction("mortise/1", name, FunctionType.of(parameters, List.of()), body);
    }

    byte[] call(byte[] payload) {
        input = payload;
        if (function.apply(payload.length)[0] != 0) {
            throw new IllegalStateException("the guest failed");
        }
        return output;
    }
}
