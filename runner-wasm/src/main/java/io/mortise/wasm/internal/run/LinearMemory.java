package io.mortise.wasm.internal.run;

/** A guest's memory as the engine has it. Ranges are checked by {@link GuestMemory} before they come here. */
public interface LinearMemory {
    int PAGE = 65_536;

    int pages();

    byte[] read(int at, int length);

    void write(int at, byte[] from, int offset, int length);
}
