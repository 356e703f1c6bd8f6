package io.mortise.wasm.internal.simd;

import java.util.function.IntToLongFunction;

/** 128 bits: lane 0 is the lowest of {@code low}. A lane is read as unsigned, signed or as the bits of a float. */
public record Vector(long low, long high) {
    /** All lanes of {@code bits}, each cut to its width. */
    public static Vector of(int bits, IntToLongFunction lane) {
        int half = 64 / bits;
        long mask = bits == 64 ? -1 : (1L << bits) - 1;
        long low = 0;
        long high = 0;
        for (int i = 0; i < half; i++) {
            low |= (lane.applyAsLong(i) & mask) << (i * bits);
            high |= (lane.applyAsLong(i + half) & mask) << (i * bits);
        }
        return new Vector(low, high);
    }

    /** Without a sign. */
    public long lane(int bits, int i) {
        int half = 64 / bits;
        long word = i < half ? low : high;
        long shifted = word >>> (i % half * bits);
        return bits == 64 ? shifted : shifted & ((1L << bits) - 1);
    }

    /** With its sign. */
    public long signed(int bits, int i) {
        return sign(bits, lane(bits, i));
    }

    static long sign(int bits, long value) {
        return value << (64 - bits) >> (64 - bits);
    }

    float single(int i) {
        return Float.intBitsToFloat((int) lane(32, i));
    }

    double twice(int i) {
        return Double.longBitsToDouble(i == 0 ? low : high);
    }

    static Vector ofSingles(float a, float b, float c, float d) {
        float[] all = {a, b, c, d};
        return of(32, i -> Float.floatToRawIntBits(all[i]));
    }

    static Vector ofDoubles(double a, double b) {
        return new Vector(Double.doubleToRawLongBits(a), Double.doubleToRawLongBits(b));
    }

    /** One lane put in another's place. */
    public Vector with(int bits, int at, long value) {
        return of(bits, i -> i == at ? value : lane(bits, i));
    }
}
