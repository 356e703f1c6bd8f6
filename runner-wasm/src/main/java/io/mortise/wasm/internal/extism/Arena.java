package io.mortise.wasm.internal.extism;

import io.mortise.wasm.internal.run.Ration;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The memory that an Extism guest shares with its host, outside its own: blocks known by their offset, the handle. A
 * guest reads and writes it through imports, a byte or eight at a time, so these are the hot path.
 *
 * <p>Blocks begin at multiples of 16; their lengths stand in a table beside the bytes, where no guest can write. What is
 * beyond the last block reads as zero and cannot be written, so zeroing up to there forgets a call.
 */
final class Arena {
    private static final int UNIT = 16;
    private static final int FIRST_BYTES = 8 << 10;

    /** Up to here freed blocks are not used again: guests free what their host has freed already. */
    private static final int EAGER_BYTES = 1 << 20;

    private static final int MOST_BYTES = 1 << 30;
    private static final int CLASSES = 256;
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final Ration ration;
    private final int[] freed = new int[CLASSES];
    private byte[] bytes = new byte[FIRST_BYTES];

    /** For each unit: length + 1 of the block that begins there, −1 − the next freed unit, or 0. */
    private int[] blocks = new int[FIRST_BYTES / UNIT];

    private int top = UNIT;
    private boolean hasFreed;

    /** {@code ration} pays for bytes and table before they grow; the first ten kilobytes are free. */
    Arena(Ration ration) {
        this.ration = ration;
    }

    /** A new block of zeroes; 0 for no length, or when there is no room. */
    long allocate(long length) {
        if (length <= 0 || length > MOST_BYTES) {
            return 0;
        }
        int at = place((int) length);
        if (at != 0) {
            blocks[at / UNIT] = (int) length + 1;
        }
        return at;
    }

    /** A new block with this content; 0 when it is empty or there is no room. */
    long store(byte[] content) {
        long at = allocate(content.length);
        if (at != 0) {
            System.arraycopy(content, 0, bytes, (int) at, content.length);
        }
        return at;
    }

    private int place(int length) {
        int kind = kind(length);
        int capacity = capacity(length);
        if ((long) top + capacity > bytes.length) {
            boolean isLarge = bytes.length >= EAGER_BYTES;
            if (isLarge && freed[kind] != 0) {
                return again(kind);
            }
            if (!grow((long) top + capacity)) {
                return freed[kind] == 0 ? 0 : again(kind);
            }
        }
        int at = top;
        top += capacity;
        return at;
    }

    private int again(int kind) {
        int unit = freed[kind];
        freed[kind] = -1 - blocks[unit];
        return unit * UNIT;
    }

    private boolean grow(long wanted) {
        // The table beside them takes another quarter of the bytes.
        long allowed = Math.min(MOST_BYTES, (ration.left() + heldBytes()) / 5 * 4) / UNIT * UNIT;
        if (wanted > allowed) {
            return false;
        }
        long slack = Math.max(0, Math.min(allowed, 2L * bytes.length) - wanted);
        // Where the plugin or the manager has less than the instance may hold, a guest still does not copy it all for a
        // byte.
        while (!resize(wanted + slack)) {
            if (slack == 0) {
                return false;
            }
            slack = slack / 4 / UNIT * UNIT;
        }
        return true;
    }

    private boolean resize(long atLeast) {
        int next = (int) ((atLeast + UNIT - 1) / UNIT * UNIT);
        if (!ration.charge(held(next) - heldBytes())) {
            return false;
        }
        bytes = Arrays.copyOf(bytes, next);
        blocks = Arrays.copyOf(blocks, next / UNIT);
        return true;
    }

    private static long held(int size) {
        return size + Integer.BYTES * (long) (size / UNIT);
    }

    /** Sixteen bytes apart up to 128, then eight steps for each power of two. A function of the length alone. */
    static int capacity(int length) {
        int step = step(length);
        return (((length - 1) >> step) + 1) << step;
    }

    private static int step(int length) {
        return Math.max(4, 28 - Integer.numberOfLeadingZeros(length - 1));
    }

    private static int kind(int length) {
        int step = step(length);
        return (step - 4) * 8 + ((length - 1) >> step);
    }

    /** Lets a block go; anything else is ignored. */
    void free(long handle) {
        if (isBlock(handle)) {
            int unit = (int) handle / UNIT;
            int kind = kind(blocks[unit] - 1);
            blocks[unit] = -1 - freed[kind];
            freed[kind] = unit;
            hasFreed = true;
        }
    }

    /** The length a block was asked for with; 0 for whatever is none. */
    long length(long handle) {
        return isBlock(handle) ? blocks[(int) handle / UNIT] - 1 : 0;
    }

    boolean isBlock(long handle) {
        return handle > 0 && handle < top && handle % UNIT == 0 && blocks[(int) handle / UNIT] > 0;
    }

    /** True when the range begins behind 0 and ends before the end. */
    boolean holds(long at, long length) {
        return at > 0 && length >= 0 && length <= top && at <= top - length;
    }

    long load8(long at) {
        return at >= 0 && at < top ? bytes[(int) at] & 0xff : 0;
    }

    long load64(long at) {
        return at >= 0 && at <= top - Long.BYTES ? (long) LONGS.get(bytes, (int) at) : 0;
    }

    /** Eight bytes of an array, as an arena has them; the caller has checked that they are there. */
    static long load64(byte[] from, int at) {
        return (long) LONGS.get(from, at);
    }

    void store8(long at, long value) {
        if (at >= 0 && at < top) {
            bytes[(int) at] = (byte) value;
        }
    }

    void store64(long at, long value) {
        if (at >= 0 && at <= top - Long.BYTES) {
            LONGS.set(bytes, (int) at, value);
        }
    }

    /** A copy of a range that {@link #holds} is true for. */
    byte[] copy(long at, long length) {
        return Arrays.copyOfRange(bytes, (int) at, (int) (at + length));
    }

    /** Bytes and table. */
    long heldBytes() {
        return held(bytes.length);
    }

    /** Bytes that blocks may lie in. */
    long size() {
        return bytes.length;
    }

    /** Zeroes and drops all blocks; what one large call needed is given back. */
    void reset() {
        if (bytes.length > EAGER_BYTES) {
            ration.release(heldBytes() - held(FIRST_BYTES));
            bytes = new byte[FIRST_BYTES];
            blocks = new int[FIRST_BYTES / UNIT];
        } else {
            Arrays.fill(bytes, 0, top, (byte) 0);
            Arrays.fill(blocks, 0, top / UNIT, 0);
        }
        if (hasFreed) {
            Arrays.fill(freed, 0);
            hasFreed = false;
        }
        top = UNIT;
    }
}
