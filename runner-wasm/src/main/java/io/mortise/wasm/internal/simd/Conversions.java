package io.mortise.wasm.internal.simd;

import io.mortise.wasm.internal.simd.Lanes.Unary;

/** Between floats and whole numbers, and between floats. */
final class Conversions {
    private static final double PAST_UNSIGNED = 4_294_967_296.0;

    private Conversions() {}

    static void addTo(Unary[] table) {
        table[0x5e] = a -> Vector.ofSingles((float) a.twice(0), (float) a.twice(1), 0, 0);
        table[0x5f] = a -> Vector.ofDoubles(a.single(0), a.single(1));
        table[0xf8] = a -> Vector.of(32, i -> (int) a.single(i));
        table[0xf9] = a -> Vector.of(32, i -> unsigned(a.single(i)));
        table[0xfa] = a -> Vector.of(32, i -> Lanes.bits(32, (double) a.signed(32, i)));
        table[0xfb] = a -> Vector.of(32, i -> Lanes.bits(32, (double) a.lane(32, i)));
        table[0xfc] = a -> Vector.of(32, i -> i < 2 ? (int) a.twice(i) : 0);
        table[0xfd] = a -> Vector.of(32, i -> i < 2 ? unsigned(a.twice(i)) : 0);
        table[0xfe] = a -> Vector.ofDoubles((double) a.signed(32, 0), (double) a.signed(32, 1));
        table[0xff] = a -> Vector.ofDoubles((double) a.lane(32, 0), (double) a.lane(32, 1));
    }

    /** The nearest there is; no number is 0. */
    private static long unsigned(double value) {
        if (!(value > 0)) {
            return 0;
        }
        return value >= PAST_UNSIGNED ? 0xffff_ffffL : (long) value;
    }
}
