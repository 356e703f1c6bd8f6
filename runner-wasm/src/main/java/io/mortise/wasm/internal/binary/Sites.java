package io.mortise.wasm.internal.binary;

import java.util.ArrayList;
import java.util.List;

/**
 * The places of a function where it calls or may trap, in their order; loads and stores are too many and not among them.
 * A compiled function's line numbers count them, from 1, so a frame of it says which one it was at, or behind.
 */
public final class Sites {
    private static final int UNREACHABLE = 0x00;

    private Sites() {}

    /** One place; {@code at}: from the beginning of the module's file. */
    public record Site(String kind, int at) {}

    public static final String TRAP = "unreachable";
    public static final String INDIRECT = "indirect";
    public static final String ARITHMETIC = "arithmetic";

    /** Of a call of this function, imports counted. */
    public static String call(long function) {
        return "call " + function;
    }

    /** Those of a body behind its locals. None where a call does not come back here. */
    static List<Site> read(Cursor in) {
        List<Site> sites = new ArrayList<>();
        int before = -1;
        while (in.hasMore()) {
            int at = in.at();
            int code = in.u8();
            if (code >= 0x12 && code <= 0x15) {
                return List.of();
            }
            String kind = kind(code, before, in);
            if (!kind.isEmpty()) {
                sites.add(new Site(kind, at));
            }
            before = code;
            Instructions.skip(in, code);
        }
        return sites;
    }

    /** Empty = it goes on. The second of two traps in a row is never reached, and not compiled. */
    private static String kind(int code, int before, Cursor in) {
        if (code == UNREACHABLE) {
            return before == UNREACHABLE ? "" : TRAP;
        }
        if (code == 0x10) {
            return call(in.copy().u32());
        }
        if (code == 0x11) {
            return INDIRECT;
        }
        return isDivision(code) || isConversion(code) ? ARITHMETIC : "";
    }

    private static boolean isDivision(int code) {
        return (code >= 0x6d && code <= 0x70) || (code >= 0x7f && code <= 0x82);
    }

    /** Of a floating-point number to an integer, which may be too small for it. */
    private static boolean isConversion(int code) {
        return (code >= 0xa8 && code <= 0xab) || (code >= 0xae && code <= 0xb1);
    }
}
