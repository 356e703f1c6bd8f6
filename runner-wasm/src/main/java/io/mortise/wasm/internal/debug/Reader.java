package io.mortise.wasm.internal.debug;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Reads a part of a debug section, little-endian, never past its end. */
final class Reader {
    private static final int MAX_LEB_BYTES = 10;

    private final byte[] bytes;
    private final int end;
    private int at;

    Reader(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    Reader(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.at = from;
        this.end = end;
    }

    int at() {
        return at;
    }

    boolean hasMore() {
        return at < end;
    }

    int u8() {
        need(1);
        return bytes[at++] & 0xff;
    }

    int u16() {
        return u8() | u8() << 8;
    }

    long u32() {
        return u16() | (long) u16() << 16;
    }

    long u64() {
        return u32() | u32() << 32;
    }

    /** An unsigned LEB128 number; what does not fit into 64 bits is cut. */
    long unsigned() {
        long value = 0;
        for (int i = 0; i < MAX_LEB_BYTES; i++) {
            int b = u8();
            value |= (long) (b & 0x7f) << (7 * i);
            if ((b & 0x80) == 0) {
                return value;
            }
        }
        throw new Unreadable("a number without an end");
    }

    long signed() {
        long value = 0;
        for (int i = 0; i < MAX_LEB_BYTES; i++) {
            int b = u8();
            value |= (long) (b & 0x7f) << (7 * i);
            if ((b & 0x80) == 0) {
                int used = 7 * (i + 1);
                return used < 64 && (b & 0x40) != 0 ? value | (-1L << used) : value;
            }
        }
        throw new Unreadable("a number without an end");
    }

    /** A text that ends with a zero. */
    String text() {
        int begin = at;
        while (u8() != 0) {
            // on to the end
        }
        return new String(bytes, begin, at - 1 - begin, UTF_8);
    }

    String text(long length) {
        need(length);
        String text = new String(bytes, at, (int) length, UTF_8);
        at += (int) length;
        return text;
    }

    void skip(long length) {
        need(length);
        at += (int) length;
    }

    /** The next {@code length} bytes as a reader of their own; this one stands behind them. */
    Reader slice(long length) {
        need(length);
        Reader part = new Reader(bytes, at, at + (int) length);
        at += (int) length;
        return part;
    }

    private void need(long length) {
        if (length < 0 || length > end - at) {
            throw new Unreadable("an end of data");
        }
    }
}
