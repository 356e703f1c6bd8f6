package io.mortise.wasm.internal.simd;

import io.mortise.wasm.internal.simd.Lanes.Binary;
import io.mortise.wasm.internal.simd.Lanes.FloatTest;
import io.mortise.wasm.internal.simd.Lanes.Test;
import io.mortise.wasm.internal.simd.Lanes.Unary;
import java.util.List;
import java.util.Optional;

/** The instructions that take vectors and give one, by their second byte. Memory, lanes and immediates are not here. */
public final class VectorOps {
    private static final Unary[] UNARY = new Unary[256];
    private static final Binary[] BINARY = new Binary[256];

    static {
        integers(8, 0x60);
        integers(16, 0x80);
        integers(32, 0xa0);
        integers(64, 0xc0);
        comparisons();
        floats(32, 0xe0, List.of(0x67, 0x68, 0x69, 0x6a));
        floats(64, 0xec, List.of(0x74, 0x75, 0x7a, 0x94));
        bits();
        special();
        Conversions.addTo(UNARY);
    }

    private VectorOps() {}

    /** Fills the tables here, where the stack is shallow, and not at the end of a guest's. */
    public static void prime() {
        unary(0);
    }

    /** What {@code 0xfd code} makes of one vector. */
    public static Optional<Unary> unary(int code) {
        return Optional.ofNullable(UNARY[code & 0xff]);
    }

    /** Of two. */
    public static Optional<Binary> binary(int code) {
        return Optional.ofNullable(BINARY[code & 0xff]);
    }

    private static void integers(int bits, int base) {
        UNARY[base] = Lanes.signed(bits, Math::abs);
        UNARY[base + 1] = Lanes.signed(bits, a -> -a);
        BINARY[base + 0x0e] = Lanes.signed(bits, Long::sum);
        BINARY[base + 0x11] = Lanes.signed(bits, (a, b) -> a - b);
        if (bits > 8) {
            BINARY[base + 0x15] = Lanes.signed(bits, (a, b) -> a * b);
            for (int i = 0; i < 4; i++) {
                UNARY[base + 0x07 + i] = Lanes.extend(bits, i % 2 == 1, i < 2);
                BINARY[base + 0x1c + i] = Lanes.extendedProduct(bits, i % 2 == 1, i < 2);
            }
        }
        if (bits < 64) {
            BINARY[base + 0x16] = Lanes.signed(bits, Math::min);
            BINARY[base + 0x17] = Lanes.unsigned(bits, Math::min);
            BINARY[base + 0x18] = Lanes.signed(bits, Math::max);
            BINARY[base + 0x19] = Lanes.unsigned(bits, Math::max);
        }
        if (bits < 32) {
            saturating(bits, base);
        }
    }

    private static void saturating(int bits, int base) {
        long least = -1L << (bits - 1);
        long most = -1 - least;
        long all = (1L << bits) - 1;
        BINARY[base + 0x05] = Lanes.narrow(bits, least, most);
        BINARY[base + 0x06] = Lanes.narrow(bits, 0, all);
        BINARY[base + 0x0f] = Lanes.signed(bits, (a, b) -> Lanes.clamp(a + b, least, most));
        BINARY[base + 0x10] = Lanes.unsigned(bits, (a, b) -> Math.min(a + b, all));
        BINARY[base + 0x12] = Lanes.signed(bits, (a, b) -> Lanes.clamp(a - b, least, most));
        BINARY[base + 0x13] = Lanes.unsigned(bits, (a, b) -> Math.max(a - b, 0));
        BINARY[base + 0x1b] = Lanes.unsigned(bits, (a, b) -> (a + b + 1) >> 1);
    }

    private static void comparisons() {
        List<Test> tests = List.of((a, b) -> a < b, (a, b) -> a > b, (a, b) -> a <= b, (a, b) -> a >= b);
        for (int width = 0; width < 3; width++) {
            int bits = 8 << width;
            int base = 0x23 + 10 * width;
            equality(bits, base);
            for (int i = 0; i < 4; i++) {
                BINARY[base + 2 + 2 * i] = Lanes.compare(bits, true, tests.get(i));
                BINARY[base + 3 + 2 * i] = Lanes.compare(bits, false, tests.get(i));
            }
        }
        equality(64, 0xd6);
        List<FloatTest> floats = List.of(
                (a, b) -> a == b,
                (a, b) -> a != b,
                (a, b) -> a < b,
                (a, b) -> a > b,
                (a, b) -> a <= b,
                (a, b) -> a >= b);
        for (int i = 0; i < 6; i++) {
            BINARY[0x41 + i] = Lanes.compareFloats(32, floats.get(i));
            BINARY[0x47 + i] = Lanes.compareFloats(64, floats.get(i));
        }
        for (int i = 0; i < 4; i++) {
            BINARY[0xd8 + i] = Lanes.compare(64, true, tests.get(i));
        }
    }

    private static void equality(int bits, int base) {
        BINARY[base] = Lanes.compare(bits, false, (a, b) -> a == b);
        BINARY[base + 1] = Lanes.compare(bits, false, (a, b) -> a != b);
    }

    /** {@code rounding}: where ceil, floor, trunc and nearest stand. */
    private static void floats(int bits, int base, List<Integer> rounding) {
        long sign = 1L << (bits - 1);
        UNARY[base] = Lanes.signed(bits, a -> a & ~sign);
        UNARY[base + 1] = Lanes.signed(bits, a -> a ^ sign);
        UNARY[base + 3] = Lanes.floats(bits, Math::sqrt);
        BINARY[base + 4] = Lanes.floats(bits, Double::sum);
        BINARY[base + 5] = Lanes.floats(bits, (a, b) -> a - b);
        BINARY[base + 6] = Lanes.floats(bits, (a, b) -> a * b);
        BINARY[base + 7] = Lanes.floats(bits, (a, b) -> a / b);
        BINARY[base + 8] = Lanes.floats(bits, Math::min);
        BINARY[base + 9] = Lanes.floats(bits, Math::max);
        BINARY[base + 10] = Lanes.floats(bits, (a, b) -> b < a ? b : a);
        BINARY[base + 11] = Lanes.floats(bits, (a, b) -> a < b ? b : a);
        UNARY[rounding.get(0)] = Lanes.floats(bits, Math::ceil);
        UNARY[rounding.get(1)] = Lanes.floats(bits, Math::floor);
        UNARY[rounding.get(2)] = Lanes.floats(bits, a -> a < 0 ? Math.ceil(a) : Math.floor(a));
        UNARY[rounding.get(3)] = Lanes.floats(bits, Math::rint);
    }

    private static void bits() {
        UNARY[0x4d] = a -> new Vector(~a.low(), ~a.high());
        BINARY[0x4e] = (a, b) -> new Vector(a.low() & b.low(), a.high() & b.high());
        BINARY[0x4f] = (a, b) -> new Vector(a.low() & ~b.low(), a.high() & ~b.high());
        BINARY[0x50] = (a, b) -> new Vector(a.low() | b.low(), a.high() | b.high());
        BINARY[0x51] = (a, b) -> new Vector(a.low() ^ b.low(), a.high() ^ b.high());
    }

    private static void special() {
        UNARY[0x62] = a -> Vector.of(8, i -> Long.bitCount(a.lane(8, i)));
        BINARY[0x0e] = (a, b) -> Vector.of(8, i -> b.lane(8, i) < 16 ? a.lane(8, (int) b.lane(8, i)) : 0);
        BINARY[0x82] = Lanes.signed(16, (a, b) -> Lanes.clamp((a * b + 0x4000) >> 15, -32_768, 32_767));
        BINARY[0xba] = (a, b) -> Vector.of(
                32, i -> a.signed(16, 2 * i) * b.signed(16, 2 * i) + a.signed(16, 2 * i + 1) * b.signed(16, 2 * i + 1));
        UNARY[0x7c] = Lanes.pairSums(16, true);
        UNARY[0x7d] = Lanes.pairSums(16, false);
        UNARY[0x7e] = Lanes.pairSums(32, true);
        UNARY[0x7f] = Lanes.pairSums(32, false);
    }
}
