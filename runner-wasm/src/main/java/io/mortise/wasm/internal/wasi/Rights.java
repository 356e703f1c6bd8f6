package io.mortise.wasm.internal.wasi;

/** Bits of WASI's {@code rights}. What a descriptor may do is decided by its mount; rights only say what is wanted. */
final class Rights {
    private static final long FD_DATASYNC = 1L;
    private static final long FD_READ = 1L << 1;
    private static final long FD_WRITE = 1L << 6;
    private static final long FD_ALLOCATE = 1L << 8;
    private static final long FD_FILESTAT_SET_SIZE = 1L << 22;

    /** What can be done with a file: the first nine, those on its attributes, waiting for it. */
    private static final long OF_FILES = 0x1ffL | (7L << 21) | (1L << 27);

    /** Every right of preview 1 but those of sockets. */
    static final long ALL = (1L << 28) - 1;

    private Rights() {}

    static boolean wantRead(long rights) {
        return (rights & FD_READ) != 0;
    }

    static boolean wantWrite(long rights) {
        return (rights & (FD_WRITE | FD_ALLOCATE | FD_FILESTAT_SET_SIZE)) != 0;
    }

    /** Of an open file. */
    static long of(boolean reads, boolean writes) {
        long readable = reads ? OF_FILES : OF_FILES & ~FD_READ;
        return writes ? readable : readable & ~(FD_DATASYNC | FD_WRITE | FD_ALLOCATE | FD_FILESTAT_SET_SIZE);
    }
}
