package io.mortise.wasm.internal.engine;

import com.dylibso.chicory.runtime.GlobalInstance;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.runtime.TableInstance;
import com.dylibso.chicory.wasm.UninstantiableException;
import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.DataSegment;
import com.dylibso.chicory.wasm.types.Element;
import com.dylibso.chicory.wasm.types.ExternalType;
import com.dylibso.chicory.wasm.types.TagSection;
import com.dylibso.chicory.wasm.types.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What an instance had become when it was started: memory, globals, tables, and which segments it had dropped. New
 * instances of the same module begin there and run none of the guest's start-up. Immutable; any thread.
 */
public final class EngineImage {
    private final Tier tier;
    private final int memoryPages;
    private final byte[][] pages;
    private final DataSegment[] data;
    private final long[] globals;
    private final List<int[]> tables;
    private final Element[] elements;

    private EngineImage(Tier tier, Instance instance, FlatMemory memory) {
        this.tier = tier;
        memoryPages = memory.pages();
        pages = pages(memory);
        data = memory.segments();
        globals = globals(instance);
        tables = new ArrayList<>();
        for (int i = 0; i < instance.tableCount(); i++) {
            tables.add(references(instance.table(i)));
        }
        elements = new Element[instance.elementCount()];
        Arrays.setAll(elements, instance::element);
    }

    /** Why no image of such a module would be whole; empty when one can be taken. */
    static Optional<String> hindrance(WasmModule module) {
        if (module.tagSection().map(TagSection::tagCount).orElse(0) > 0) {
            return Optional.of("it throws exceptions, and the engine keeps those to itself");
        }
        boolean sharesState = Stream.of(ExternalType.MEMORY, ExternalType.TABLE, ExternalType.GLOBAL)
                .anyMatch(type -> module.importSection().count(type) > 0);
        return sharesState ? Optional.of("it imports a memory, table or global") : Optional.empty();
    }

    /** How many bytes {@link #of} would copy. */
    static long bytes(FlatMemory memory) {
        long kept = 0;
        for (int page = 0; page < memory.pages(); page++) {
            kept += isZero(memory.array(), page) ? 0 : Memory.PAGE_SIZE;
        }
        return kept;
    }

    static EngineImage of(Tier tier, Instance instance, FlatMemory memory) {
        return new EngineImage(tier, instance, memory);
    }

    /** How the instance runs that it was taken from, and every instance that starts from it. */
    Tier tier() {
        return tier;
    }

    /** True when instances of {@code module} that start without an image run in a faster tier. */
    public boolean isOutdated(LoadedModule module) {
        return tier != module.tier();
    }

    /** Bytes it holds for as long as it is kept. */
    public long bytes() {
        long kept = 0;
        for (byte[] page : pages) {
            kept += page.length;
        }
        return kept;
    }

    /** Pages of memory that an instance needs to be restored into. */
    int memoryPages() {
        return memoryPages;
    }

    /** {@code instance} has its globals and tables as declared and {@link #memoryPages} of empty memory. */
    void restore(Instance instance, FlatMemory memory) {
        for (int page = 0; page < memoryPages; page++) {
            if (pages[page].length > 0) {
                memory.write(page * Memory.PAGE_SIZE, pages[page], 0, Memory.PAGE_SIZE);
            }
        }
        for (int i = 0; i < data.length; i++) {
            if (data[i].data().length == 0) {
                instance.dropDataSegment(i);
            }
        }
        for (int i = 0; i * 2 < globals.length; i++) {
            GlobalInstance global = instance.global(i);
            global.setValueLow(globals[2 * i]);
            global.setValueHigh(globals[2 * i + 1]);
        }
        for (int i = 0; i < tables.size(); i++) {
            refill(instance.table(i), tables.get(i), instance);
        }
        for (int i = 0; i < elements.length; i++) {
            instance.setElement(i, elements[i]);
        }
    }

    /** All references are to functions of the instance itself: a module that shares a table has no image. */
    private static void refill(TableInstance table, int[] references, Instance instance) {
        if (table.grow(references.length - table.size(), Value.REF_NULL_VALUE, instance) < 0) {
            throw new UninstantiableException(
                    "the image has a table of " + references.length + " entries, and there is no room for them");
        }
        for (int i = 0; i < references.length; i++) {
            table.setRef(i, references[i], instance);
        }
    }

    private static int[] references(TableInstance table) {
        int[] references = new int[table.size()];
        Arrays.setAll(references, table::ref);
        return references;
    }

    private static long[] globals(Instance instance) {
        long[] values = new long[2 * instance.globalCount()];
        for (int i = 0; i < instance.globalCount(); i++) {
            values[2 * i] = instance.global(i).getValueLow();
            values[2 * i + 1] = instance.global(i).getValueHigh();
        }
        return values;
    }

    private static byte[][] pages(FlatMemory memory) {
        byte[][] kept = new byte[memory.pages()][];
        for (int page = 0; page < kept.length; page++) {
            kept[page] = isZero(memory.array(), page)
                    ? new byte[0]
                    : memory.readBytes(page * Memory.PAGE_SIZE, Memory.PAGE_SIZE);
        }
        return kept;
    }

    private static boolean isZero(byte[] bytes, int page) {
        int from = page * Memory.PAGE_SIZE;
        for (int i = from; i < from + Memory.PAGE_SIZE; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return true;
    }
}
