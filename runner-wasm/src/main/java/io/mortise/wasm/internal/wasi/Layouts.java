package io.mortise.wasm.internal.wasi;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The structures of WASI preview 1 as bytes. */
final class Layouts {
    private static final int ACCESSED = 1;
    private static final int ACCESSED_NOW = 2;
    private static final int MODIFIED = 4;
    private static final int MODIFIED_NOW = 8;

    private Layouts() {}

    private static ByteBuffer little(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** {@code filestat}; the device is always 0. */
    static byte[] fileStat(Stat stat, long size) {
        return little(64)
                .putLong(8, stat.number())
                .put(16, (byte) stat.kind().number())
                .putLong(24, 1)
                .putLong(32, size)
                .putLong(40, nanos(stat.accessed()))
                .putLong(48, nanos(stat.modified()))
                .putLong(56, nanos(stat.modified()))
                .array();
    }

    private static long nanos(FileTime time) {
        return time.to(TimeUnit.NANOSECONDS);
    }

    /** {@code fdstat} with the same rights for what is opened from it. */
    static byte[] descriptorStat(Stat.Kind kind, int flags, long rights) {
        return little(24)
                .put(0, (byte) kind.number())
                .putShort(2, (short) flags)
                .putLong(8, rights)
                .putLong(16, kind == Stat.Kind.DIRECTORY ? rights : 0)
                .array();
    }

    /** {@code prestat} of a directory. */
    static byte[] grantedDirectory(int nameBytes) {
        return little(8).putInt(4, nameBytes).array();
    }

    /** Times to set; empty = leave as it is. */
    record Times(Optional<FileTime> accessed, Optional<FileTime> modified) {
        static Times of(long accessed, long modified, int flags) throws WasiError {
            return new Times(
                    time(accessed, flags, ACCESSED, ACCESSED_NOW), time(modified, flags, MODIFIED, MODIFIED_NOW));
        }

        private static Optional<FileTime> time(long nanos, int flags, int given, int now) throws WasiError {
            boolean isGiven = (flags & given) != 0;
            boolean isNow = (flags & now) != 0;
            if ((isGiven && isNow) || (isGiven && nanos < 0)) {
                throw new WasiError(Errno.INVAL);
            }
            if (isNow) {
                return Optional.of(FileTime.from(Instant.now()));
            }
            return isGiven ? Optional.of(FileTime.from(nanos, TimeUnit.NANOSECONDS)) : Optional.empty();
        }

        void set(Folder folder, String name) throws java.io.IOException, WasiError {
            Stat now = folder.stat(name);
            if (now.kind() != Stat.Kind.FILE && now.kind() != Stat.Kind.DIRECTORY) {
                throw new WasiError(now.kind() == Stat.Kind.LINK ? Errno.LOOP : Errno.PERM);
            }
            folder.setTimes(name, accessed.orElse(now.accessed()), modified.orElse(now.modified()));
        }
    }
}
