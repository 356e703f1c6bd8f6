package io.mortise.wasm.internal.binary;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Reads a part of a module, never past its end. */
final class Cursor {
    private final byte[] bytes;
    private int at;
    private final int end;

    Cursor(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.at = from;
        this.end = end;
    }

    int at() {
        return at;
    }

    int left() {
        return end - at;
    }

    boolean hasMore() {
        return at < end;
    }

    int u8() {
        need(1);
        return bytes[at++] & 0xff;
    }

    /** An unsigned LEB128 number of at most 32 bits. */
    long u32() {
        long value = 0;
        for (int shift = 0; shift < 35; shift += 7) {
            int b = u8();
            value |= (long) (b & 0x7f) << shift;
            if ((b & 0x80) == 0) {
                if (value > 0xffff_ffffL) {
                    throw bad("a number above 32 bits");
                }
                return value;
            }
        }
        throw bad("a number of more than 5 bytes");
    }

    /** An unsigned number that a Java array could have as its length; more is a lie, because it cannot be in the file. */
    int count() {
        long value = u32();
        if (value > Integer.MAX_VALUE) {
            throw bad("a count of " + value);
        }
        return (int) value;
    }

    /** Jumps over a LEB128 number of at most {@code maxBytes} bytes. */
    void skipLeb(int maxBytes) {
        for (int i = 0; i < maxBytes; i++) {
            if ((u8() & 0x80) == 0) {
                return;
            }
        }
        throw bad("a number of more than " + maxBytes + " bytes");
    }

    void skip(long length) {
        need(length);
        at += (int) length;
    }

    /** The next {@code length} bytes as a cursor of their own; this one stands behind them. */
    Cursor slice(long length) {
        need(length);
        Cursor part = new Cursor(bytes, at, at + (int) length);
        at += (int) length;
        return part;
    }

    /** Another one that stands where this does. */
    Cursor copy() {
        return new Cursor(bytes, at, end);
    }

    String name() {
        int length = count();
        need(length);
        String text = new String(bytes, at, length, UTF_8);
        at += length;
        return text;
    }

    Malformed bad(String what) {
        return new Malformed(what + " at byte " + at);
    }

    private void need(long length) {
        if (length < 0 || length > end - at) {
            throw bad("an end of data, " + length + " bytes wanted and " + (end - at) + " left,");
        }
    }

    /** The bytes are no module. */
    static final class Malformed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Malformed(String message) {
            super(message, null, false, false);
        }
    }
}
