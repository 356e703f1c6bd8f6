package io.mortise.wasm.internal.binary;

import java.util.ArrayList;
import java.util.List;

/** Walks instructions without understanding them: it knows only how long each is, what nests and what branches. */
final class Instructions {
    private static final int END = 0x0b;

    private Instructions() {}

    /**
     * What one body has: the deepest nesting, the number of all {@code br_table} targets, and whether it makes objects
     * that a collector would have to free.
     */
    record Tally(int nesting, long branchTargets, boolean usesObjects) {}

    /** Reads to the end of a body. */
    static Tally tally(Cursor in) {
        int depth = 0;
        int deepest = 0;
        long targets = 0;
        boolean usesObjects = false;
        while (in.hasMore()) {
            int code = in.u8();
            switch (code) {
                case 0x02, 0x03, 0x04, 0x06, 0x1f -> {
                    deepest = Math.max(deepest, ++depth);
                    immediates(in, code);
                }
                case END -> depth--;
                case 0x0e -> targets += branchTable(in);
                case 0xfb -> {
                    usesObjects = true;
                    immediates(in, code);
                }
                default -> immediates(in, code);
            }
        }
        return new Tally(deepest, targets, usesObjects);
    }

    /** Reads over a constant expression, its end included. */
    static void skipConstant(Cursor in) {
        for (int code = in.u8(); code != END; code = in.u8()) {
            if (code == 0xfb) {
                throw in.bad("a constant that makes garbage-collected objects");
            }
            immediates(in, code);
        }
    }

    /**
     * Where an instruction without immediates, or with this index as its only one, stands; at most two places. One right
     * behind the other counts once: the second of two traps is never reached.
     */
    static List<Integer> places(Cursor in, int opcode, int operand) {
        List<Integer> places = new ArrayList<>();
        int before = -1;
        while (in.hasMore() && places.size() < 2) {
            int at = in.at();
            int code = in.u8();
            boolean isMeant = code == opcode && (code == 0 || in.copy().u32() == operand);
            if (isMeant && !(code == 0 && before == 0)) {
                places.add(at);
            }
            before = code;
            skip(in, code);
        }
        return places;
    }

    /** Reads over what belongs to the instruction {@code code}, wherever in a body it stands. */
    static void skip(Cursor in, int code) {
        if (code == 0x0e) {
            branchTable(in);
        } else if (code != END) {
            immediates(in, code);
        }
    }

    private static long branchTable(Cursor in) {
        int count = in.count();
        for (int i = 0; i <= count; i++) {
            in.u32();
        }
        return count;
    }

    private static void immediates(Cursor in, int code) {
        switch (code) {
            case 0x02, 0x03, 0x04, 0x06, 0xd0 -> in.skipLeb(5);
            case 0x1f -> tryTable(in);
            case 0x05, 0x00, 0x01, 0x0a, 0x0f, 0x19, 0x1a, 0x1b, 0xd1, 0xd3, 0xd4 -> {
                // No immediates.
            }
            case 0x07,
                    0x08,
                    0x09,
                    0x0c,
                    0x0d,
                    0x10,
                    0x12,
                    0x14,
                    0x15,
                    0x18,
                    0x20,
                    0x21,
                    0x22,
                    0x23,
                    0x24,
                    0x25,
                    0x26,
                    0xd2,
                    0xd5,
                    0xd6,
                    0x3f,
                    0x40 -> in.u32();
            case 0x11, 0x13 -> pair(in);
            case 0x1c -> selected(in);
            case 0x41 -> in.skipLeb(5);
            case 0x42 -> in.skipLeb(10);
            case 0x43 -> in.skip(4);
            case 0x44 -> in.skip(8);
            case 0xfb -> PrefixedInstructions.garbageCollected(in);
            case 0xfc -> PrefixedInstructions.bulk(in);
            case 0xfd -> PrefixedInstructions.vector(in);
            case 0xfe -> PrefixedInstructions.atomic(in);
            default -> plain(in, code);
        }
    }

    private static void plain(Cursor in, int code) {
        if (code >= 0x28 && code <= 0x3e) {
            memory(in);
        } else if (code < 0x45 || code > 0xc4) {
            throw in.bad("the unknown instruction 0x" + Integer.toHexString(code));
        }
    }

    /** Alignment and offset; bit 6 of the alignment says that a memory's index stands between. */
    static void memory(Cursor in) {
        long align = in.u32();
        if ((align & 0x40) != 0) {
            in.u32();
        }
        in.skipLeb(10);
    }

    static void pair(Cursor in) {
        in.u32();
        in.u32();
    }

    private static void selected(Cursor in) {
        for (int left = in.count(); left > 0; left--) {
            TypeSection.value(in);
        }
    }

    private static void tryTable(Cursor in) {
        in.skipLeb(5);
        for (int clauses = in.count(); clauses > 0; clauses--) {
            int kind = in.u8();
            if (kind <= 1) {
                in.u32();
            }
            in.u32();
        }
    }
}
