package io.mortise.wasm.internal.engine;

import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.wasm.ChicoryException;
import com.dylibso.chicory.wasm.types.DataSegment;

/**
 * What follows from the rest when a memory has one thread: floats are integers read otherwise, and nobody waits. An access
 * has a base, a number of any 32 bits, and a constant offset, which the engine refuses from 2 gigabytes on.
 */
interface UnsharedMemory extends Memory {
    byte byteAt(int base, int offset);

    void putByte(int base, int offset, byte value);

    short shortAt(int base, int offset);

    void putShort(int base, int offset, short value);

    int intAt(int base, int offset);

    void putInt(int base, int offset, int value);

    long longAt(int base, int offset);

    void putLong(int base, int offset, long value);

    @Override
    default byte read(int address) {
        return byteAt(address, 0);
    }

    @Override
    default void writeByte(int address, byte value) {
        putByte(address, 0, value);
    }

    @Override
    default short readShort(int address) {
        return shortAt(address, 0);
    }

    @Override
    default void writeShort(int address, short value) {
        putShort(address, 0, value);
    }

    @Override
    default int readInt(int address) {
        return intAt(address, 0);
    }

    @Override
    default void writeI32(int address, int value) {
        putInt(address, 0, value);
    }

    @Override
    default long readLong(int address) {
        return longAt(address, 0);
    }

    @Override
    default void writeLong(int address, long value) {
        putLong(address, 0, value);
    }

    @Override
    default boolean shared() {
        return false;
    }

    @Override
    default void initialize(Instance instance, DataSegment[] segments) {
        initialize(instance, segments, 0);
    }

    @Override
    @SuppressWarnings("removal")
    default int waitOn(int address, int expected, long timeout) {
        throw new ChicoryException("expected shared memory");
    }

    @Override
    @SuppressWarnings("removal")
    default int waitOn(int address, long expected, long timeout) {
        throw new ChicoryException("expected shared memory");
    }

    @Override
    @SuppressWarnings("removal")
    default int notify(int address, int threads) {
        return 0;
    }

    @Override
    default long readU16(int address) {
        return readShort(address) & 0xffffL;
    }

    @Override
    default long readF32(int address) {
        return readInt(address);
    }

    @Override
    default float readFloat(int address) {
        return Float.intBitsToFloat(readInt(address));
    }

    @Override
    default void writeF32(int address, float value) {
        writeI32(address, Float.floatToRawIntBits(value));
    }

    @Override
    default long readF64(int address) {
        return readLong(address);
    }

    @Override
    default double readDouble(int address) {
        return Double.longBitsToDouble(readLong(address));
    }

    @Override
    default void writeF64(int address, double value) {
        writeLong(address, Double.doubleToRawLongBits(value));
    }
}
