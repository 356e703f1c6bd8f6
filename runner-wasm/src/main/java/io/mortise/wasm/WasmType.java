package io.mortise.wasm;

/** The type of one value between a guest and a function it imports. */
public enum WasmType {
    I32('i'),
    I64('l'),
    F32('f'),
    F64('d');

    private final char letter;

    WasmType(char letter) {
        this.letter = letter;
    }

    char letter() {
        return letter;
    }
}
