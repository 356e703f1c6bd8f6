package io.mortise.wasm.internal.engine;

import com.dylibso.chicory.runtime.ExportFunction;
import com.dylibso.chicory.runtime.HostFunction;
import com.dylibso.chicory.runtime.ImportValues;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.wasm.types.FunctionType;
import com.dylibso.chicory.wasm.types.MemoryLimits;
import com.dylibso.chicory.wasm.types.ValType;
import io.mortise.wasm.internal.debug.RawFrame;
import io.mortise.wasm.internal.run.HostImport;
import io.mortise.wasm.internal.run.LinearMemory;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One instance of a module inside the engine, with its memory and tables under caps. Nothing of the guest runs before
 * {@link #begin}. One thread at a time.
 */
public final class EngineInstance {
    private final LoadedModule loaded;
    private final Tier tier;
    private final Instance instance;
    private final Optional<FlatMemory> memory;
    private final Map<String, ExportFunction> exports = new HashMap<>();

    private EngineInstance(LoadedModule loaded, Tier tier, Instance instance, Optional<FlatMemory> memory) {
        this.loaded = loaded;
        this.tier = tier;
        this.instance = instance;
        this.memory = memory;
    }

    /**
     * Links; runs no guest code. Throws {@link io.mortise.wasm.internal.run.Unwind.Limit} when there is no room.
     *
     * @param image what {@link #begin} starts from; empty = from the module
     */
    public static EngineInstance link(
            LoadedModule loaded, List<HostImport> imports, Room room, Optional<EngineImage> image) {
        CappedTables tables =
                new CappedTables(room.tableEntries(), room.memory().tab());
        AtomicReference<FlatMemory> made = new AtomicReference<>();
        // An image counts segments as its own tier's module has them.
        Tier tier = image.map(EngineImage::tier).orElseGet(loaded::tier);
        OwnGlobals globals = new OwnGlobals(tier.module());
        Instance instance = Instance.builder(tier.module())
                .withStart(false)
                .withInitialize(false)
                .withImportValues(ImportValues.builder()
                        .addFunction(
                                imports.stream().map(EngineInstance::function).toArray(HostFunction[]::new))
                        .build())
                .withMemoryLimits(limits(loaded, room.memory().maxBytes(), image))
                .withMemoryFactory(limits -> {
                    FlatMemory memory = new FlatMemory(limits, room.memory(), globals.all());
                    made.set(memory);
                    return memory;
                })
                .withTableFactory(tables::create)
                .withGlobalFactory(globals::create)
                .withUnsafeExecutionListener(Branches::look)
                .withMachineFactory(tier.machines())
                .build();
        return new EngineInstance(loaded, tier, instance, Optional.ofNullable(made.get()));
    }

    /** True when new instances of the module run in a faster tier than this one. */
    public boolean isOutdated() {
        return tier != loaded.tier();
    }

    /** Tables, memory and globals get their first content; a start section runs. */
    public void begin() {
        instance.initialize(false);
    }

    /** The same as it was in another instance of the module, for one linked for this image; runs no guest code. */
    public void begin(EngineImage image) {
        FlatMemory target = memory.orElseThrow();
        target.haltAtData();
        try {
            instance.initialize(false);
            throw new IllegalStateException("the engine initialised without a look at the memory");
        } catch (FlatMemory.Halted e) {
            image.restore(instance, target);
        }
    }

    /** Why {@link #image} would not be whole; empty when it would. */
    public Optional<String> hindersImage() {
        return memory.isEmpty() ? Optional.of("it has no memory of its own") : EngineImage.hindrance(instance.module());
    }

    /** Bytes that {@link #image} allocates. */
    public long imageBytes() {
        return memory.map(EngineImage::bytes).orElse(0L);
    }

    /** A copy of what the instance is now; only while no guest code runs in it. */
    public EngineImage image() {
        return EngineImage.of(tier, instance, memory.orElseThrow());
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

    /** How many frames its interpreter remembers of the exception that goes through it; 0 when it runs compiled. */
    int remembered() {
        return instance.getMachine() instanceof TracingInterpreter interpreter ? interpreter.remembered() : 0;
    }

    /**
     * Its frames between two crossings.
     *
     * @param compiled frames of compiled code, innermost first; those at its head that are this instance's are taken
     */
    List<RawFrame> frames(int from, int to, Deque<StackTraceElement> compiled) {
        if (instance.getMachine() instanceof TracingInterpreter interpreter) {
            return interpreter.remembered(from, to);
        }
        List<RawFrame> frames = new ArrayList<>();
        String own = loaded.order().hash();
        while (!compiled.isEmpty() && own.equals(compiled.peek().getClassLoaderName())) {
            RawFrame frame = Traps.frame(compiled.remove());
            // An import has a frame of its own there, which an interpreter has not, and no code of the guest.
            if (frame.function() >= loaded.shape().importedFunctions()) {
                frames.add(frame);
            }
        }
        return frames;
    }

    private static MemoryLimits limits(LoadedModule loaded, long memoryBytes, Optional<EngineImage> image) {
        long allowed = Math.min(memoryBytes / LinearMemory.PAGE, 32_767);
        return loaded.shape()
                .memory()
                .map(memory ->
                        new MemoryLimits(image.map(EngineImage::memoryPages).orElse((int) memory.minPages()), (int)
                                Math.min(allowed, memory.maxPages().orElse(allowed))))
                .orElseGet(MemoryLimits::defaultLimits);
    }

    private static HostFunction function(HostImport wanted) {
        FunctionType type = FunctionType.of(
                types(wanted.signature().params()), types(wanted.signature().results()));
        return new HostFunction(wanted.module(), wanted.name(), type, LinkedImport.of(wanted));
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
