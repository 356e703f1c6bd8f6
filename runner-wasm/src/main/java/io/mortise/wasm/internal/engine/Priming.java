package io.mortise.wasm.internal.engine;

import com.dylibso.chicory.runtime.GlobalInstance;
import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.runtime.TableInstance;
import com.dylibso.chicory.wasm.ChicoryException;
import com.dylibso.chicory.wasm.types.MemoryLimits;
import com.dylibso.chicory.wasm.types.Table;
import com.dylibso.chicory.wasm.types.TableLimits;
import com.dylibso.chicory.wasm.types.ValType;
import io.mortise.api.MemoryBudget;
import io.mortise.api.PluginId;
import io.mortise.api.Subject;
import io.mortise.wasm.internal.run.Account;
import io.mortise.wasm.internal.run.GuestMemory;
import io.mortise.wasm.internal.run.Ration;
import io.mortise.wasm.internal.run.StackProbe;
import io.mortise.wasm.internal.run.Tab;
import io.mortise.wasm.internal.run.Unwind;
import io.mortise.wasm.internal.simd.VectorOps;
import java.util.List;

/**
 * Walks once, on a shallow stack, the ways on which engine and imports complain. Their first use links call sites and
 * initialises classes of the JDK; were that first use at the end of a guest's stack, the classes would stay broken for
 * the whole JVM.
 */
public final class Priming {
    private Priming() {}

    /** Cheap after the first time. */
    public static void run(StackProbe probe) {
        Subject nobody = Subject.unstarted(PluginId.of("priming"), "0.0.0");
        Tab tab = new Tab(new Account(nobody, MemoryBudget.UNBOUNDED, Memory.PAGE_SIZE), probe);
        Memory memory =
                new FlatMemory(new MemoryLimits(1, 1), new Ration(Memory.PAGE_SIZE, tab), new GlobalInstance[0]);
        int outside = Memory.PAGE_SIZE;
        byte[] some = new byte[8];
        List<Runnable> complaints = List.of(
                () -> memory.read(outside),
                () -> memory.readShort(outside),
                () -> memory.readInt(outside),
                () -> memory.readLong(outside),
                () -> memory.readF32(outside),
                () -> memory.readF64(outside),
                () -> memory.readInt(outside - 2),
                () -> memory.readLong(outside - 2),
                () -> memory.readShort(outside - 1),
                () -> memory.writeByte(outside, (byte) 0),
                () -> memory.writeShort(outside, (short) 0),
                () -> memory.writeI32(outside, 0),
                () -> memory.writeLong(outside, 0),
                () -> memory.writeF32(outside, 0),
                () -> memory.writeF64(outside, 0),
                () -> memory.write(outside, some, 0, 8),
                () -> memory.fill((byte) 0, outside, outside + 8),
                () -> memory.copy(outside, 0, 8),
                () -> memory.readBytes(outside, 8),
                () -> memory.write(0, some, 4, 8),
                () -> memory.grow(1),
                () -> new TableInstance(new Table(ValType.FuncRef, new TableLimits(1, 1)), -1).requiredRef(0),
                () -> new TableInstance(new Table(ValType.FuncRef, new TableLimits(1, 1)), -1).ref(2),
                () -> new GuestMemory(new EngineMemory(memory)).check("import", outside, 8));
        complaints.forEach(Priming::complain);
        VectorOps.prime();
    }

    private static void complain(Runnable way) {
        try {
            way.run();
        } catch (ChicoryException | Unwind.Fault e) {
            // What was wanted.
        }
    }
}
