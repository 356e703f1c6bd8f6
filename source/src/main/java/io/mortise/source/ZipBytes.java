package io.mortise.source;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;

/** Little-endian records at positions of an open archive. One thread. */
record ZipBytes(SeekableByteChannel file, long size) {
    /** @throws EOFException when the file ends before */
    ByteBuffer at(long position, int length) throws IOException {
        if (position < 0 || position + length > size) {
            throw new EOFException("a record of " + length + " bytes at " + position + " lies outside the archive");
        }
        ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        file.position(position);
        fill(buffer);
        return buffer.flip();
    }

    /** Reads on from the current position until the buffer is full. */
    void fill(ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            if (file.read(buffer) < 0) {
                throw new EOFException("the archive ends early");
            }
        }
    }

    static int u16(ByteBuffer buffer) {
        return buffer.getShort() & 0xFFFF;
    }

    static long u32(ByteBuffer buffer) {
        return buffer.getInt() & 0xFFFF_FFFFL;
    }

    static byte[] bytes(ByteBuffer buffer, int length) {
        byte[] bytes = new byte[length];
        buffer.get(bytes);
        return bytes;
    }

    /** True when the extra field holds ZIP64 sizes, which could contradict those of the header. */
    static boolean hasZip64(byte[] extra) {
        ByteBuffer fields = ByteBuffer.wrap(extra).order(ByteOrder.LITTLE_ENDIAN);
        while (fields.remaining() >= 4) {
            int id = u16(fields);
            int length = u16(fields);
            if (id == 1) {
                return true;
            }
            fields.position(Math.min(fields.limit(), fields.position() + length));
        }
        return false;
    }
}
