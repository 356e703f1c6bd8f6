package io.mortise.wasm.internal.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Copies between host and guest. Every range is checked before a byte is allocated: the engine's own read allocates
 * first, and a guest's length of 2 GiB was an OutOfMemoryError in the host. Only the thread that runs the guest.
 */
public final class GuestMemory {
    private static final byte[] NOTHING = {};

    private final LinearMemory memory;

    public GuestMemory(LinearMemory memory) {
        this.memory = memory;
    }

    /** Its size now. */
    public long bytes() {
        return (long) memory.pages() * LinearMemory.PAGE;
    }

    /** A copy of the range; {@code who} is the import that asks. */
    public byte[] read(String who, int pointer, int length) {
        if (length == 0) {
            return NOTHING;
        }
        check(who, pointer, length);
        return memory.read(pointer, length);
    }

    /** The range as UTF-8; what is none becomes the replacement character. */
    public String text(String who, int pointer, int length) {
        return new String(read(who, pointer, length), UTF_8);
    }

    /** At most {@code max} bytes of a text, cut between characters; the whole range must be inside memory. */
    public String cutText(String who, int pointer, int length, int max) {
        if (length == 0) {
            return "";
        }
        check(who, pointer, length);
        if (length > 0 && length <= max) {
            return new String(memory.read(pointer, length), UTF_8);
        }
        byte[] head = memory.read(pointer, max + 1);
        int end = max;
        while (end > 0 && (head[end] & 0xc0) == 0x80) {
            end--;
        }
        return new String(head, 0, end, UTF_8);
    }

    public void write(String who, int pointer, byte[] from, int offset, int length) {
        if (length == 0) {
            return;
        }
        check(who, pointer, length);
        memory.write(pointer, from, offset, length);
    }

    public void write(String who, int pointer, byte[] from) {
        write(who, pointer, from, 0, from.length);
    }

    public void writeInt(String who, int pointer, int value) {
        write(who, pointer, little(4).putInt(value).array());
    }

    public void writeLong(String who, int pointer, long value) {
        write(who, pointer, little(8).putLong(value).array());
    }

    public int readInt(String who, int pointer) {
        return ByteBuffer.wrap(read(who, pointer, 4))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getInt();
    }

    /** Traps with the import's name, the range and the memory's size unless the range is inside. */
    public void check(String who, int pointer, int length) {
        long from = Integer.toUnsignedLong(pointer);
        long bytes = Integer.toUnsignedLong(length);
        long size = bytes();
        if (bytes != 0 && from + bytes > size) {
            throw new Unwind.Fault(
                    "memory",
                    "%s was given %d bytes at %d, outside a memory of %d bytes".formatted(who, bytes, from, size));
        }
    }

    private static ByteBuffer little(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
