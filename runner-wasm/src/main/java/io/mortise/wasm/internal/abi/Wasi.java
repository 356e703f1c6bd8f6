package io.mortise.wasm.internal.abi;

import io.mortise.api.host.LogLine.Stream;
import io.mortise.wasm.internal.run.GuestMemory;
import io.mortise.wasm.internal.run.HostDoor;
import io.mortise.wasm.internal.run.Unwind;
import io.mortise.wasm.internal.wasi.Descriptors;
import io.mortise.wasm.internal.wasi.Errno;
import io.mortise.wasm.internal.wasi.FileFunction;
import io.mortise.wasm.internal.wasi.WasiContext;
import io.mortise.wasm.internal.wasi.WasiDisk;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/** What the functions of {@link WasiImport} do for one instance. */
final class Wasi {
    private static final int MAX_PIECES = 1_024;
    private static final int STEP = 64 << 10;
    private static final long READ_RIGHT = 1 << 1;
    private static final long WRITE_RIGHT = 1 << 6;

    private final OpenCall x;
    private final GuestMemory memory;
    private final LineWriter out;
    private final LineWriter err;
    private final LastWords lastWords = new LastWords();
    private final WasiDisk disk;

    Wasi(OpenCall x, BooleanSupplier mayChange) {
        this.x = x;
        this.memory = x.memory;
        this.disk = new WasiDisk(new WasiContext(memory, x.link.descriptors(), x::isOver, mayChange));
        this.out = new LineWriter(x, Stream.STDOUT, line -> {});
        this.err = new LineWriter(x, Stream.STDERR, lastWords::heard);
    }

    /** Logs what was written without a newline at its end; the guest does not run any more. */
    void flush() {
        out.flush();
        err.flush();
        lastWords.forget();
    }

    /** What stderr said of why the guest ended, in this call. */
    String lastWords() {
        return lastWords.words();
    }

    long noWords(long[] a) {
        memory.writeInt("args_sizes_get", (int) a[0], 0);
        memory.writeInt("args_sizes_get", (int) a[1], 0);
        return Errno.SUCCESS;
    }

    long clockResolution(long[] a) {
        if (isClock(a[0])) {
            memory.writeLong("clock_res_get", (int) a[1], 1);
            return Errno.SUCCESS;
        }
        return Errno.NOTSUP;
    }

    long clockTime(long[] a) {
        if (isClock(a[0])) {
            memory.writeLong(
                    "clock_time_get",
                    (int) a[2],
                    a[0] == 0 ? x.nature().wallNanos() : x.nature().monotonicNanos());
            return Errno.SUCCESS;
        }
        return Errno.NOTSUP;
    }

    /** 0 is the wall clock, 1 the monotonic one; CPU clocks would tell one guest about others. */
    private static boolean isClock(long id) {
        return id == 0 || id == 1;
    }

    static long wallNanos() {
        Instant now = Instant.now();
        return now.getEpochSecond() * 1_000_000_000L + now.getNano();
    }

    long random(long[] a) {
        CoreImports.fill(x, "random_get", (int) a[0], (int) a[1]);
        return Errno.SUCCESS;
    }

    long poll(long[] a) {
        x.link.door().prove();
        return new WasiPoll(memory, x.link.descriptors()).await(a);
    }

    @SuppressWarnings("DoNotCallSuggester") // this is how a guest ends
    long exit(long[] a) {
        throw new Unwind.Exit((int) a[0]);
    }

    /** Works on a file or directory, in the host: the ticker's interrupt would close the file for good. */
    long file(FileFunction function, long descriptor, int onStream, long[] a) {
        if (isStream(descriptor)) {
            return onStream;
        }
        HostDoor door = x.link.door();
        door.enter();
        try {
            return function.answer(disk, a);
        } finally {
            door.leave();
        }
    }

    /** Standard input is empty. */
    long read(long[] a) {
        if (a[0] != 0) {
            return file(FileFunction.READ, a[0], Errno.BADF, a);
        }
        memory.writeInt("fd_read", (int) a[3], 0);
        return Errno.SUCCESS;
    }

    long write(long[] a) {
        if (a[0] != 1 && a[0] != 2) {
            return file(FileFunction.WRITE, a[0], Errno.BADF, a);
        }
        int pieces = (int) a[2];
        if (pieces < 0 || pieces > MAX_PIECES) {
            return Errno.INVAL;
        }
        x.link.door().prove();
        LineWriter lines = a[0] == 1 ? out : err;
        long written = 0;
        for (int i = 0; i < pieces; i++) {
            int at = (int) a[1] + 8 * i;
            written += write(lines, memory.readInt("fd_write", at), memory.readInt("fd_write", at + 4));
        }
        memory.writeInt("fd_write", (int) a[3], (int) written);
        return Errno.SUCCESS;
    }

    private int write(LineWriter lines, int pointer, int length) {
        memory.check("fd_write", pointer, length);
        for (int done = 0; done < length; done += STEP) {
            if (Thread.currentThread().isInterrupted()) {
                throw new Unwind.Expired();
            }
            lines.write(memory.read("fd_write", pointer + done, Math.min(STEP, length - done)));
        }
        return length;
    }

    /** Type unknown, no flags: not a terminal. */
    long descriptorStatus(long[] a) {
        if (!isStream(a[0])) {
            return file(FileFunction.DESCRIPTOR_STAT, a[0], Errno.BADF, a);
        }
        int at = (int) a[1];
        memory.write("fd_fdstat_get", at, new byte[24]);
        memory.writeLong("fd_fdstat_get", at + 8, a[0] == 0 ? READ_RIGHT : WRITE_RIGHT);
        return Errno.SUCCESS;
    }

    long fileStatus(long[] a) {
        if (!isStream(a[0])) {
            return file(FileFunction.FILE_STAT, a[0], Errno.BADF, a);
        }
        memory.write("fd_filestat_get", (int) a[1], new byte[64]);
        return Errno.SUCCESS;
    }

    private static boolean isStream(long descriptor) {
        return descriptor >= 0 && descriptor < Descriptors.STREAMS;
    }
}
