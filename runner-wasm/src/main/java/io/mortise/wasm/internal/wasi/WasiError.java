package io.mortise.wasm.internal.wasi;

/** The answer to the guest is an error number and nothing was done. */
final class WasiError extends Exception {
    private static final long serialVersionUID = 1L;
    private final int errno;

    /** @param errno one of {@link Errno} */
    WasiError(int errno) {
        super("errno " + errno, null, false, false);
        this.errno = errno;
    }

    int errno() {
        return errno;
    }
}
