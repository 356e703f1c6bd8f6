package io.mortise.wasm.internal.binary;

import java.io.ByteArrayOutputStream;

/** Numbers as modules have them: seven bits a byte, the lowest first. */
final class Leb {
    private Leb() {}

    /** Unsigned. */
    static void write(ByteArrayOutputStream out, int value) {
        int rest = value;
        while (rest > 0x7f || rest < 0) {
            out.write((rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        out.write(rest);
    }

    /** Signed. */
    static void writeInt(ByteArrayOutputStream out, int value) {
        int rest = value;
        while (rest < -64 || rest > 63) {
            out.write((rest & 0x7f) | 0x80);
            rest >>= 7;
        }
        out.write(rest & 0x7f);
    }

    /** Signed, at most 32 bits. */
    static int readInt(Cursor in) {
        int value = 0;
        for (int shift = 0; shift < 35; shift += 7) {
            int next = in.u8();
            value |= (next & 0x7f) << shift;
            if ((next & 0x80) == 0) {
                return shift < 28 && (next & 0x40) != 0 ? value | (-1 << (shift + 7)) : value;
            }
        }
        throw in.bad("a number of more than 5 bytes");
    }
}
