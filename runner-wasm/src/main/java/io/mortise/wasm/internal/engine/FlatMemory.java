package io.mortise.wasm.internal.engine;

import com.dylibso.chicory.runtime.ConstantEvaluators;
import com.dylibso.chicory.runtime.GlobalInstance;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.WasmRuntimeException;
import com.dylibso.chicory.wasm.types.ActiveDataSegment;
import com.dylibso.chicory.wasm.types.DataSegment;
import com.dylibso.chicory.wasm.types.MemoryLimits;
import com.dylibso.chicory.wasm.types.PassiveDataSegment;
import io.mortise.wasm.internal.run.Ration;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A guest's memory as one array, charged before it is allocated. Growing copies it, with a quarter of slack so that a guest
 * that grows page by page pays for each byte a few times only; what it may touch ends at {@code size} all the same. Only
 * the thread that holds the instance.
 *
 * <p>An access is written as flat as can be: the JVM's compiler stops inlining in a function when it has made so many nodes
 * of it, and a guest's functions are full of accesses.
 */
final class FlatMemory implements UnsharedMemory {
    private static final VarHandle SHORTS =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long UNSIGNED = 0xffff_ffffL;

    private final Object lock = new Object();
    private final MemoryLimits limits;
    private final Ration ration;
    private final GlobalInstance[] globals;
    private byte[] bytes;
    private int size;
    private DataSegment[] segments = {};
    private boolean haltsAtData;

    /**
     * {@code limits} of at most 32,767 pages. Throws {@link io.mortise.wasm.internal.run.Unwind.Limit}.
     *
     * @param globals of the instance, kept here because compiled code has its memory at hand
     */
    FlatMemory(MemoryLimits limits, Ration ration, GlobalInstance[] globals) {
        this.limits = limits;
        this.ration = ration;
        this.globals = globals;
        this.size = limits.initialPages() * PAGE_SIZE;
        if (!ration.claim(size)) {
            throw new WasmRuntimeException(
                    "a memory of %d bytes does not fit into the %d that are left".formatted(size, ration.left()));
        }
        ration.tab().require(size);
        this.bytes = new byte[size];
    }

    /** Ends the engine's initialisation after globals and tables, before data and start section; see {@link EngineImage}. */
    static final class Halted extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Halted() {
            super("restored from an image", null, false, false);
        }
    }

    void haltAtData() {
        haltsAtData = true;
    }

    /** It is zero already when the engine asks for it, before anything runs. */
    @Override
    public void zero() {
        if (!haltsAtData) {
            Arrays.fill(bytes, 0, size, (byte) 0);
        }
    }

    GlobalInstance global(int index) {
        return globals[index];
    }

    /** The array itself, for an image; valid up to {@link #pages}. */
    byte[] array() {
        return bytes;
    }

    DataSegment[] segments() {
        return segments.clone();
    }

    @Override
    public int pages() {
        return size / PAGE_SIZE;
    }

    @Override
    public int grow(int more) {
        int before = pages();
        if (more < 0 || more > maximumPages() - before) {
            return -1;
        }
        long bytesMore = (long) more * PAGE_SIZE;
        if (!ration.claim(bytesMore)) {
            return -1;
        }
        int wanted = size + (int) bytesMore;
        if (!hold(wanted)) {
            ration.disclaim(bytesMore);
            return -1;
        }
        size = wanted;
        return before;
    }

    private boolean hold(int wanted) {
        int slack = Math.min(wanted / 4, maximumPages() * PAGE_SIZE - wanted);
        return wanted <= bytes.length || enlarge(wanted + slack) || enlarge(wanted);
    }

    private boolean enlarge(int capacity) {
        if (!ration.tab().charge(capacity - bytes.length)) {
            return false;
        }
        bytes = Arrays.copyOf(bytes, capacity);
        return true;
    }

    @Override
    public int initialPages() {
        return limits.initialPages();
    }

    @Override
    public int maximumPages() {
        return Math.min(limits.maximumPages(), RUNTIME_MAX_PAGES);
    }

    @Override
    @SuppressWarnings("removal")
    public Object lock(int address) {
        return lock;
    }

    /** The array is the instance's own: a segment that it drops is replaced there. */
    @Override
    public void initialize(Instance instance, DataSegment[] dataSegments, int memory) {
        segments = dataSegments;
        if (haltsAtData) {
            throw new Halted();
        }
        for (DataSegment segment : segments) {
            if (segment instanceof ActiveDataSegment active && active.index() == memory) {
                int at = (int) ConstantEvaluators.computeConstantValue(instance, active.offsetInstructions())[0];
                write(at, active.data(), 0, active.data().length);
            }
        }
    }

    @Override
    public void initPassiveSegment(int segment, int to, int offset, int length) {
        write(to, segments[segment].data(), offset, length);
    }

    @Override
    public void drop(int segment) {
        segments[segment] = PassiveDataSegment.EMPTY;
    }

    private void check(int address, int length) {
        if ((address | length) < 0 || (long) address + length > size) {
            throw outside(Integer.toUnsignedLong(address), length);
        }
    }

    private WasmRuntimeException outside(long address, int length) {
        return new WasmRuntimeException("out of bounds memory access: %d bytes at %d of %d"
                .formatted(Integer.toUnsignedLong(length), address, size));
    }

    @Override
    public void write(int address, byte[] data, int offset, int length) {
        if ((offset | length) < 0 || (long) offset + length > data.length) {
            throw new WasmRuntimeException("out of bounds memory access: %d bytes at %d of a segment of %d"
                    .formatted(Integer.toUnsignedLong(length), Integer.toUnsignedLong(offset), data.length));
        }
        check(address, length);
        System.arraycopy(data, offset, bytes, address, length);
    }

    @Override
    public byte[] readBytes(int address, int length) {
        check(address, length);
        return Arrays.copyOfRange(bytes, address, address + length);
    }

    @Override
    public void fill(byte value, int from, int to) {
        check(from, to - from);
        Arrays.fill(bytes, from, to, value);
    }

    @Override
    public void copy(int to, int from, int length) {
        check(to, length);
        check(from, length);
        System.arraycopy(bytes, from, bytes, to, length);
    }

    /** Both numbers are unsigned. Their sum has a bit more than an int, so one comparison is the whole check. */
    private int at(int base, int offset, int length) {
        long address = (base & UNSIGNED) + (offset & UNSIGNED);
        if (address > (long) size - length) {
            throw outside(address, length);
        }
        return (int) address;
    }

    @Override
    public byte byteAt(int base, int offset) {
        return bytes[at(base, offset, 1)];
    }

    @Override
    public void putByte(int base, int offset, byte value) {
        bytes[at(base, offset, 1)] = value;
    }

    @Override
    public short shortAt(int base, int offset) {
        return (short) SHORTS.get(bytes, at(base, offset, 2));
    }

    @Override
    public void putShort(int base, int offset, short value) {
        SHORTS.set(bytes, at(base, offset, 2), value);
    }

    @Override
    public int intAt(int base, int offset) {
        return (int) INTS.get(bytes, at(base, offset, 4));
    }

    @Override
    public void putInt(int base, int offset, int value) {
        INTS.set(bytes, at(base, offset, 4), value);
    }

    @Override
    public long longAt(int base, int offset) {
        return (long) LONGS.get(bytes, at(base, offset, 8));
    }

    @Override
    public void putLong(int base, int offset, long value) {
        LONGS.set(bytes, at(base, offset, 8), value);
    }
}
