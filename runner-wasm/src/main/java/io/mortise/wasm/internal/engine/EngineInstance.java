package io.mortise.wasm.internal.engine;

import com.dylibso.chicory.runtime.ByteArrayMemory;
import com.dylibso.chicory.runtime.ExportFunction;
import com.dylibso.chicory.runtime.HostFunction;
import com.dylibso.chicory.runtime.ImportValues;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.wasm.types.FunctionType;
import com.dylibso.chicory.wasm.types.MemoryLimits;
import com.dylibso.chicory.wasm.types.ValType;
import io.mortise.api.error.Detail.Trap;
import io.mortise.wasm.internal.debug.DebugInfo;
import io.mortise.wasm.internal.run.HostImport;
import io.mortise.wasm.internal.run.LinearMemory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One instance of a module inside the engine, with its memory and tables under caps. Nothing of the guest runs before
 * {@link #begin}. One thread at a time.
 */
public final class EngineInstance {
    private final LoadedModule loaded;
    private final Tier tier;
    private final Instance instance;
    private final Map<String, ExportFunction> exports = new HashMap<>();

    private EngineInstance(LoadedModule loaded, Tier tier, Instance instance) {
        this.loaded = loaded;
        this.tier = tier;
        this.instance = instance;
    }

    /**
     * Links; runs no guest code.
     *
     * @param memoryBytes rounded down to pages; a module that declares more at its start is refused by the caller
     */
    public static EngineInstance link(
            LoadedModule loaded, List<HostImport> imports, long memoryBytes, int tableEntries) {
        CappedTables tables = new CappedTables(tableEntries);
        Tier tier = loaded.tier();
        Instance instance = Instance.builder(tier.module())
                .withStart(false)
                .withInitialize(false)
                .withImportValues(ImportValues.builder()
                        .addFunction(
                                imports.stream().map(EngineInstance::function).toArray(HostFunction[]::new))
                        .build())
                .withMemoryLimits(limits(loaded, memoryBytes))
                .withMemoryFactory(ByteArrayMemory::new)
                .withTableFactory(tables::create)
                .withMachineFactory(tier.machines())
                .build();
        return new EngineInstance(loaded, tier, instance);
    }

    /** True when new instances of the module run in a faster tier than this one. */
    public boolean isOutdated() {
        return tier != loaded.tier();
    }

    /** Tables, memory and globals get their first content; a start section runs. */
    public void begin() {
        instance.initialize(false);
    }

    public LinearMemory memory() {
        return new EngineMemory(instance.memory());
    }

    /** Calls an export that was checked at load; the first result, or 0. */
    public long invoke(String export, long... arguments) {
        ExportFunction function = exports.computeIfAbsent(export, instance::export);
        long[] results = function.apply(arguments);
        return results == null || results.length == 0 ? 0 : results[0];
    }

    /** What {@code thrown} says of the guest. */
    public Trap trap(Throwable thrown, DebugInfo debug) {
        return Traps.read(thrown, instance, debug);
    }

    /** A small maximum keeps the engine from allocating a page table for 2 GiB. */
    private static MemoryLimits limits(LoadedModule loaded, long memoryBytes) {
        long allowed = Math.min(memoryBytes / LinearMemory.PAGE, 32_767);
        return loaded.shape()
                .memory()
                .map(memory -> new MemoryLimits((int) memory.minPages(), (int)
                        Math.min(allowed, memory.maxPages().orElse(allowed))))
                .orElseGet(MemoryLimits::defaultLimits);
    }

    private static HostFunction function(HostImport wanted) {
        HostImport.Body body = wanted.body();
        FunctionType type = FunctionType.of(
                types(wanted.signature().params()), types(wanted.signature().results()));
        if (wanted.signature().results().isEmpty()) {
            return new HostFunction(wanted.module(), wanted.name(), type, (instance, arguments) -> {
                body.call(arguments);
                return null;
            });
        }
        // The engine reads the result at once, and an instance has one thread: one array serves every call.
        long[] result = new long[1];
        return new HostFunction(wanted.module(), wanted.name(), type, (instance, arguments) -> {
            result[0] = body.call(arguments);
            return result;
        });
    }

    private static List<ValType> types(String letters) {
        return letters.chars().mapToObj(EngineInstance::type).toList();
    }

    private static ValType type(int letter) {
        return switch (letter) {
            case 'i' -> ValType.I32;
            case 'l' -> ValType.I64;
            case 'f' -> ValType.F32;
            case 'd' -> ValType.F64;
            default -> throw new IllegalArgumentException("no import has values of type " + (char) letter);
        };
    }
}
