package io.mortise.wasm.internal.engine;

import com.dylibso.chicory.runtime.Memory;
import io.mortise.wasm.internal.run.LinearMemory;

/** The engine's memory behind our own interface. */
record EngineMemory(Memory memory) implements LinearMemory {
    @Override
    public int pages() {
        return memory.pages();
    }

    @Override
    public byte[] read(int at, int length) {
        return memory.readBytes(at, length);
    }

    @Override
    public void write(int at, byte[] from, int offset, int length) {
        memory.write(at, from, offset, length);
    }
}
