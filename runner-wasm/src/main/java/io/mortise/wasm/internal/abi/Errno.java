package io.mortise.wasm.internal.abi;

/** The WASI preview 1 error numbers that a host without files can answer. */
final class Errno {
    static final int SUCCESS = 0;
    static final int BADF = 8;
    static final int INVAL = 28;
    static final int NOSYS = 52;
    static final int NOTSOCK = 57;
    static final int NOTSUP = 58;
    static final int SPIPE = 70;

    private Errno() {}
}
