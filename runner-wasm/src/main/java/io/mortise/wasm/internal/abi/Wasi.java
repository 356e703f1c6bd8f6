package io.mortise.wasm.internal.abi;

import io.mortise.api.host.LogLine.Stream;
import io.mortise.wasm.internal.run.GuestMemory;
import io.mortise.wasm.internal.run.Unwind;
import java.time.Instant;

/** What the functions of {@link WasiImport} do for one instance. */
final class Wasi {
    private static final int STREAMS = 3;
    private static final int MAX_PIECES = 1_024;
    private static final int STEP = 64 << 10;
    private static final long READ_RIGHT = 1 << 1;
    private static final long WRITE_RIGHT = 1 << 6;

    private final OpenCall x;
    private final GuestMemory memory;
    private final LineWriter out;
    private final LineWriter err;

    Wasi(OpenCall x) {
        this.x = x;
        this.memory = x.memory;
        this.out = new LineWriter(x, Stream.STDOUT);
        this.err = new LineWriter(x, Stream.STDERR);
    }

    /** Logs what was written without a newline at its end; the guest does not run any more. */
    void flush() {
        out.flush();
        err.flush();
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
            memory.writeLong("clock_time_get", (int) a[2], a[0] == 0 ? wallNanos() : System.nanoTime());
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
        return new WasiPoll(memory).await(a);
    }

    @SuppressWarnings("DoNotCallSuggester") // this is how a guest ends
    long exit(long[] a) {
        throw new Unwind.Exit((int) a[0]);
    }

    long onStream(long[] a) {
        return isStream(a[0]) ? Errno.SUCCESS : Errno.BADF;
    }

    long unsupported(long[] a) {
        return isStream(a[0]) ? Errno.NOTSUP : Errno.BADF;
    }

    long seek(long[] a) {
        return isStream(a[0]) ? Errno.SPIPE : Errno.BADF;
    }

    long noSocket(long[] a) {
        return isStream(a[0]) ? Errno.NOTSOCK : Errno.BADF;
    }

    /** Standard input is empty. */
    long read(long[] a) {
        if (a[0] != 0) {
            return Errno.BADF;
        }
        memory.writeInt("fd_read", (int) a[3], 0);
        return Errno.SUCCESS;
    }

    long write(long[] a) {
        int pieces = (int) a[2];
        if (a[0] != 1 && a[0] != 2) {
            return Errno.BADF;
        }
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
            return Errno.BADF;
        }
        int at = (int) a[1];
        memory.write("fd_fdstat_get", at, new byte[24]);
        memory.writeLong("fd_fdstat_get", at + 8, a[0] == 0 ? READ_RIGHT : WRITE_RIGHT);
        return Errno.SUCCESS;
    }

    long fileStatus(long[] a) {
        if (!isStream(a[0])) {
            return Errno.BADF;
        }
        memory.write("fd_filestat_get", (int) a[1], new byte[64]);
        return Errno.SUCCESS;
    }

    private static boolean isStream(long descriptor) {
        return descriptor >= 0 && descriptor < STREAMS;
    }
}
