package io.mortise.wasm.internal.wasi;

import io.mortise.wasm.internal.run.GuestMemory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * WASI's functions on open files and directories, for one instance. Arguments are those of the specification, in its
 * order; the answer is an error number.
 */
final class WasiFiles {
    private static final int MAX_ADVICE = 5;
    private static final int BY_OFFSET = 1;
    private static final int FROM_END = 2;

    private final WasiContext context;
    private final Descriptors descriptors;
    private final GuestMemory memory;
    private final Transfer transfer;

    WasiFiles(WasiContext context) {
        this.context = context;
        this.descriptors = context.descriptors();
        this.memory = context.memory();
        this.transfer = new Transfer(context);
    }

    long read(long[] a) throws IOException, WasiError {
        OpenFile file = descriptors.file(a[0], Errno.ISDIR);
        long count = transfer.in("fd_read", a, file.readable(), file.offset);
        file.offset += count;
        memory.writeInt("fd_read", (int) a[3], (int) count);
        return Errno.SUCCESS;
    }

    long readAt(long[] a) throws IOException, WasiError {
        OpenFile file = descriptors.file(a[0], Errno.ISDIR);
        long count = transfer.in("fd_pread", a, file.readable(), offset(a[3]));
        memory.writeInt("fd_pread", (int) a[4], (int) count);
        return Errno.SUCCESS;
    }

    long write(long[] a) throws IOException, WasiError {
        OpenFile file = descriptors.file(a[0], Errno.ISDIR);
        FileChannel channel = file.writable();
        long begin = file.appends ? channel.size() : file.offset;
        long count = transfer.out("fd_write", a, channel, begin);
        file.offset = begin + count;
        memory.writeInt("fd_write", (int) a[3], (int) count);
        return Errno.SUCCESS;
    }

    long writeAt(long[] a) throws IOException, WasiError {
        OpenFile file = descriptors.file(a[0], Errno.ISDIR);
        long count = transfer.out("fd_pwrite", a, file.writable(), offset(a[3]));
        memory.writeInt("fd_pwrite", (int) a[4], (int) count);
        return Errno.SUCCESS;
    }

    private static long offset(long offset) throws WasiError {
        if (offset < 0) {
            throw new WasiError(Errno.INVAL);
        }
        return offset;
    }

    long seek(long[] a) throws IOException, WasiError {
        OpenFile file = descriptors.file(a[0], Errno.BADF);
        long base;
        if (a[2] == 0) {
            base = 0;
        } else if (a[2] == BY_OFFSET) {
            base = file.offset;
        } else if (a[2] == FROM_END) {
            base = file.size();
        } else {
            return Errno.INVAL;
        }
        memory.check("fd_seek", (int) a[3], 8);
        // An overflow is negative, because neither part is more than a long can hold.
        file.offset = offset(base + a[1]);
        memory.writeLong("fd_seek", (int) a[3], file.offset);
        return Errno.SUCCESS;
    }

    long tell(long[] a) throws WasiError {
        memory.writeLong("fd_tell", (int) a[1], descriptors.file(a[0], Errno.BADF).offset);
        return Errno.SUCCESS;
    }

    long close(long[] a) throws IOException, WasiError {
        descriptors.remove(a[0]);
        return Errno.SUCCESS;
    }

    long renumber(long[] a) throws IOException, WasiError {
        descriptors.renumber(a[0], a[1]);
        return Errno.SUCCESS;
    }

    /** Advice is not needed, only checked. */
    long advise(long[] a) throws WasiError {
        descriptors.file(a[0], Errno.BADF);
        boolean isGood = a[1] >= 0 && a[2] >= 0 && a[3] >= 0 && a[3] <= MAX_ADVICE;
        return isGood ? Errno.SUCCESS : Errno.INVAL;
    }

    long sync(long[] a) throws IOException, WasiError {
        descriptors.file(a[0], Errno.BADF).force(true);
        return Errno.SUCCESS;
    }

    long syncData(long[] a) throws IOException, WasiError {
        descriptors.file(a[0], Errno.BADF).force(false);
        return Errno.SUCCESS;
    }

    /** The file is at least as long afterwards; its blocks are not reserved. */
    long allocate(long[] a) throws IOException, WasiError {
        FileChannel channel = descriptors.file(a[0], Errno.BADF).writable();
        if (a[1] < 0 || a[2] <= 0 || a[1] + a[2] < 0) {
            return Errno.INVAL;
        }
        lengthen(channel, a[1] + a[2]);
        return Errno.SUCCESS;
    }

    long setSize(long[] a) throws IOException, WasiError {
        FileChannel channel = descriptors.file(a[0], Errno.BADF).writable();
        long size = offset(a[1]);
        if (size < channel.size()) {
            channel.truncate(size);
        }
        lengthen(channel, size);
        return Errno.SUCCESS;
    }

    private static void lengthen(FileChannel channel, long size) throws IOException {
        if (size > channel.size()) {
            channel.write(ByteBuffer.allocate(1), size - 1);
        }
    }

    long setTimes(long[] a) throws IOException, WasiError {
        Descriptor descriptor = descriptors.get(a[0]);
        context.requireChangeable(descriptor.place().mount());
        Layouts.Times times = Layouts.Times.of(a[1], a[2], (int) a[3]);
        try (Spot spot = Spot.find(descriptor.place())) {
            if (spot.isFolderItself() || !isStillThere(descriptor, spot.stat())) {
                return Errno.NOTSUP;
            }
            times.set(spot.folder(), spot.name());
            return Errno.SUCCESS;
        }
    }

    long fileStat(long[] a) throws IOException, WasiError {
        memory.write("fd_filestat_get", (int) a[1], fileStat(descriptors.get(a[0])));
        return Errno.SUCCESS;
    }

    private static byte[] fileStat(Descriptor descriptor) throws IOException, WasiError {
        if (descriptor instanceof OpenFile file) {
            return Layouts.fileStat(latest(file), file.size());
        }
        try (Spot spot = Spot.find(descriptor.place())) {
            return Layouts.fileStat(spot.stat(), 0);
        }
    }

    /** A file that was deleted or moved since tells what was true when it was opened. */
    private static Stat latest(OpenFile file) throws IOException {
        try (Spot spot = Spot.find(file.place())) {
            Stat now = spot.stat();
            return isStillThere(file, now) ? now : file.asOpened();
        } catch (WasiError | java.nio.file.NoSuchFileException e) {
            return file.asOpened();
        }
    }

    private static boolean isStillThere(Descriptor descriptor, Stat now) {
        return !(descriptor instanceof OpenFile file) || file.asOpened().key().equals(now.key());
    }

    /** Rights of a directory name all, also on a mount for reading: a guest that asks to write shall hear why not. */
    long descriptorStat(long[] a) throws WasiError {
        byte[] stat = descriptors.get(a[0]) instanceof OpenFile file
                ? Layouts.descriptorStat(
                        Stat.Kind.FILE,
                        file.appends ? Wanted.APPEND : 0,
                        Rights.of(file.access().reads(), file.access().writes()))
                : Layouts.descriptorStat(Stat.Kind.DIRECTORY, 0, Rights.ALL);
        memory.write("fd_fdstat_get", (int) a[1], stat);
        return Errno.SUCCESS;
    }

    /** Appending can be turned on and off, waiting does not happen, writing through cannot be changed later. */
    long setFlags(long[] a) throws WasiError {
        OpenFile file = descriptors.file(a[0], Errno.BADF);
        if ((a[1] & ~(long) (Wanted.APPEND | Wanted.NON_BLOCKING)) != 0) {
            return Errno.NOTSUP;
        }
        file.appends = (a[1] & Wanted.APPEND) != 0;
        return Errno.SUCCESS;
    }

    long unsupported(long[] a) throws WasiError {
        descriptors.get(a[0]);
        return Errno.NOTSUP;
    }

    long noSocket(long[] a) throws WasiError {
        descriptors.get(a[0]);
        return Errno.NOTSOCK;
    }

    long readDirectory(long[] a) throws IOException, WasiError {
        OpenFolder folder = descriptors.folder(a[0]);
        int room = (int) a[2];
        memory.check("fd_readdir", (int) a[1], room);
        memory.check("fd_readdir", (int) a[4], 4);
        long cookie = offset(a[3]);
        Listing listing = folder.listing(cookie, descriptors.folders());
        int used = 0;
        while (used < room) {
            byte[] entry = listing.entry(cookie++, context.isOver());
            if (entry.length == 0) {
                break;
            }
            int part = Math.min(entry.length, room - used);
            memory.write("fd_readdir", (int) a[1] + used, entry, 0, part);
            used += part;
        }
        memory.writeInt("fd_readdir", (int) a[4], used);
        return Errno.SUCCESS;
    }
}
