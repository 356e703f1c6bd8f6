package io.mortise.wasm.internal.engine;

import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Memory;
import io.mortise.wasm.internal.run.HostImport;

/**
 * What compiled functions call instead of the engine's helpers: memory, globals and imports of their instance without a
 * detour. Public for them; the names are the engine's.
 */
public final class FlatAccess {
    private FlatAccess() {}

    public static byte memoryReadByte(int base, int offset, Memory memory) {
        return ((FlatMemory) memory).byteAt(base, offset);
    }

    public static short memoryReadShort(int base, int offset, Memory memory) {
        return ((FlatMemory) memory).shortAt(base, offset);
    }

    public static int memoryReadInt(int base, int offset, Memory memory) {
        return ((FlatMemory) memory).intAt(base, offset);
    }

    public static long memoryReadLong(int base, int offset, Memory memory) {
        return ((FlatMemory) memory).longAt(base, offset);
    }

    public static float memoryReadFloat(int base, int offset, Memory memory) {
        return Float.intBitsToFloat(((FlatMemory) memory).intAt(base, offset));
    }

    public static double memoryReadDouble(int base, int offset, Memory memory) {
        return Double.longBitsToDouble(((FlatMemory) memory).longAt(base, offset));
    }

    public static void memoryWriteByte(int base, byte value, int offset, Memory memory) {
        ((FlatMemory) memory).putByte(base, offset, value);
    }

    public static void memoryWriteShort(int base, short value, int offset, Memory memory) {
        ((FlatMemory) memory).putShort(base, offset, value);
    }

    public static void memoryWriteInt(int base, int value, int offset, Memory memory) {
        ((FlatMemory) memory).putInt(base, offset, value);
    }

    public static void memoryWriteLong(int base, long value, int offset, Memory memory) {
        ((FlatMemory) memory).putLong(base, offset, value);
    }

    public static void memoryWriteFloat(int base, float value, int offset, Memory memory) {
        ((FlatMemory) memory).putInt(base, offset, Float.floatToRawIntBits(value));
    }

    public static void memoryWriteDouble(int base, double value, int offset, Memory memory) {
        ((FlatMemory) memory).putLong(base, offset, Double.doubleToRawLongBits(value));
    }

    public static long readGlobal(int index, Memory memory) {
        return ((FlatMemory) memory).global(index).getValue();
    }

    public static void writeGlobal(long value, int index, Memory memory) {
        ((FlatMemory) memory).global(index).setValue(value);
    }

    /** What the instance imports as its function of this index. */
    public static HostImport.Body linked(Instance instance, int index) {
        return ((LinkedImport) instance.imports().function(index).handle()).body();
    }
}
