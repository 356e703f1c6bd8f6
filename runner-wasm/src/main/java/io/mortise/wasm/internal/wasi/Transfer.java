package io.mortise.wasm.internal.wasi;

import io.mortise.wasm.internal.run.GuestMemory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Moves bytes between a file and the pieces of memory a guest names; in steps, so that it ends with the call. */
final class Transfer {
    private static final int MAX_PIECES = 1_024;
    private static final int STEP = 64 << 10;

    private final GuestMemory memory;
    private final WasiContext context;

    Transfer(WasiContext context) {
        this.memory = context.memory();
        this.context = context;
    }

    /** One step: how much of {@code buffer} went over at this offset of the file. */
    @FunctionalInterface
    private interface Step {
        int move(String who, int pointer, int length, long offset) throws IOException;
    }

    /** From the file to the pieces in arguments 1 and 2. */
    long in(String who, long[] a, FileChannel from, long offset) throws IOException, WasiError {
        return each(who, a, offset, (name, pointer, length, at) -> {
            ByteBuffer bytes = ByteBuffer.allocate(length);
            int count = Math.max(0, from.read(bytes, at));
            memory.write(name, pointer, bytes.array(), 0, count);
            return count;
        });
    }

    /** From the pieces in arguments 1 and 2 to the file. */
    long out(String who, long[] a, FileChannel to, long offset) throws IOException, WasiError {
        return each(
                who,
                a,
                offset,
                (name, pointer, length, at) -> to.write(ByteBuffer.wrap(memory.read(name, pointer, length)), at));
    }

    private long each(String who, long[] a, long offset, Step step) throws IOException, WasiError {
        int pieces = (int) a[2];
        if (pieces < 0 || pieces > MAX_PIECES) {
            throw new WasiError(Errno.INVAL);
        }
        long total = 0;
        for (int i = 0; i < pieces; i++) {
            int pointer = memory.readInt(who, (int) a[1] + 8 * i);
            int length = memory.readInt(who, (int) a[1] + 8 * i + 4);
            memory.check(who, pointer, length);
            for (int done = 0; done < length; ) {
                int wanted = (int) Math.min(Math.min(STEP, length - done), Integer.MAX_VALUE - total);
                int moved = wanted == 0 || context.isOver().getAsBoolean()
                        ? 0
                        : step.move(who, pointer + done, wanted, offset + total);
                done += moved;
                total += moved;
                if (moved < wanted || wanted == 0) {
                    return total;
                }
            }
        }
        return total;
    }
}
