package io.mortise.wasm.internal.engine;

import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.wasm.ChicoryException;
import com.dylibso.chicory.wasm.types.DataSegment;

/** What follows from the rest when a memory has one thread: floats are integers read otherwise, and nobody waits. */
interface UnsharedMemory extends Memory {
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
