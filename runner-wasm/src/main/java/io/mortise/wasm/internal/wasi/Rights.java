package io.mortise.wasm.internal.wasi;

/** Bits of WASI's {@code rights}. What a descriptor may do is decided by its mount; rights only say what is wanted. */
final class Rights {
    private static final long FD_READ = 1L << 1;
    private static final long FD_WRITE = 1L << 6;
    private static final long FD_ALLOCATE = 1L << 8;
    private static final long FD_FILESTAT_SET_SIZE = 1L << 22;

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
        long pathRights =
                ((1L << 7) - 1 << 9 | 1L << 16 | 1L << 17 | 1L << 18 | 1L << 19 | 1L << 20 | 7L << 24) & ~(1L << 14);
        long rights = ALL & ~pathRights & ~(1L << 14);
        if (!reads) {
            rights &= ~FD_READ;
        }
        return writes ? rights : rights & ~(FD_WRITE | FD_ALLOCATE | FD_FILESTAT_SET_SIZE | 1L);
    }
}
