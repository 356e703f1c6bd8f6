package io.mortise.wasm.internal.binary;

/** The instructions behind the prefixes 0xfb to 0xfe. */
final class PrefixedInstructions {
    private PrefixedInstructions() {}

    /** 0xfb: structs, arrays, casts, i31. */
    static void garbageCollected(Cursor in) {
        long code = in.u32();
        switch ((int) code) {
            case 0, 1, 6, 7, 11, 12, 13, 14, 16 -> in.u32();
            case 2, 3, 4, 5, 8, 9, 10, 17, 18, 19 -> Instructions.pair(in);
            case 15, 26, 27, 28, 29, 30 -> {
                // No immediates.
            }
            case 20, 21, 22, 23 -> in.skipLeb(5);
            case 24, 25 -> {
                in.u8();
                in.u32();
                in.skipLeb(5);
                in.skipLeb(5);
            }
            default -> throw in.bad("the unknown instruction 0xfb " + code);
        }
    }

    /** 0xfc: saturating conversions, bulk memory and tables. */
    static void bulk(Cursor in) {
        long code = in.u32();
        if (code < 8) {
            return;
        }
        switch ((int) code) {
            case 8, 10, 12, 14 -> Instructions.pair(in);
            case 9, 11, 13, 15, 16, 17 -> in.u32();
            default -> throw in.bad("the unknown instruction 0xfc " + code);
        }
    }

    /** 0xfd: vectors. */
    static void vector(Cursor in) {
        long code = in.u32();
        if (code <= 11 || code == 92 || code == 93) {
            Instructions.memory(in);
        } else if (code == 12 || code == 13) {
            in.skip(16);
        } else if (code >= 21 && code <= 34) {
            in.u8();
        } else if (code >= 84 && code <= 91) {
            Instructions.memory(in);
            in.u8();
        } else if (code > 275) {
            throw in.bad("the unknown instruction 0xfd " + code);
        }
    }

    /** 0xfe: atomics. */
    static void atomic(Cursor in) {
        long code = in.u32();
        if (code == 3) {
            in.u8();
        } else if (code <= 78) {
            Instructions.memory(in);
        } else {
            throw in.bad("the unknown instruction 0xfe " + code);
        }
    }
}
