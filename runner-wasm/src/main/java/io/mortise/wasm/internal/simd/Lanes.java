package io.mortise.wasm.internal.simd;

import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;

/** What is done to vectors lane by lane. */
public final class Lanes {
    private Lanes() {}

    /** From one vector. */
    public interface Unary {
        Vector apply(Vector a);
    }

    /** From two. */
    public interface Binary {
        Vector apply(Vector a, Vector b);
    }

    /** Compares two numbers. */
    interface Test {
        boolean holds(long a, long b);
    }

    /** Compares two floats. */
    interface FloatTest {
        boolean holds(double a, double b);
    }

    static Unary signed(int bits, LongUnaryOperator op) {
        return a -> Vector.of(bits, i -> op.applyAsLong(a.signed(bits, i)));
    }

    static Binary signed(int bits, LongBinaryOperator op) {
        return (a, b) -> Vector.of(bits, i -> op.applyAsLong(a.signed(bits, i), b.signed(bits, i)));
    }

    static Binary unsigned(int bits, LongBinaryOperator op) {
        return (a, b) -> Vector.of(bits, i -> op.applyAsLong(a.lane(bits, i), b.lane(bits, i)));
    }

    static Binary compare(int bits, boolean isSigned, Test test) {
        return (a, b) -> Vector.of(bits, i -> {
            long left = isSigned ? a.signed(bits, i) : a.lane(bits, i);
            long right = isSigned ? b.signed(bits, i) : b.lane(bits, i);
            return test.holds(left, right) ? -1 : 0;
        });
    }

    static Binary compareFloats(int bits, FloatTest test) {
        return (a, b) -> Vector.of(bits, i -> test.holds(number(a, bits, i), number(b, bits, i)) ? -1 : 0);
    }

    /** A float's lane as a double, which holds every float. */
    static double number(Vector a, int bits, int i) {
        return bits == 32 ? a.single(i) : a.twice(i);
    }

    static long bits(int bits, double value) {
        return bits == 32 ? Float.floatToRawIntBits((float) value) : Double.doubleToRawLongBits(value);
    }

    /** One rounding is enough for these: a double has more than twice a float's digits. */
    static Unary floats(int bits, DoubleUnaryOperator op) {
        return a -> Vector.of(bits, i -> bits(bits, op.applyAsDouble(number(a, bits, i))));
    }

    static Binary floats(int bits, DoubleBinaryOperator op) {
        return (a, b) -> Vector.of(bits, i -> bits(bits, op.applyAsDouble(number(a, bits, i), number(b, bits, i))));
    }

    /** The lower or upper lanes of half the width, each widened. */
    public static Unary extend(int bits, boolean isHigh, boolean isSigned) {
        int from = isHigh ? 128 / bits : 0;
        return a -> Vector.of(bits, i -> half(a, bits / 2, from + i, isSigned));
    }

    static Binary extendedProduct(int bits, boolean isHigh, boolean isSigned) {
        int from = isHigh ? 128 / bits : 0;
        return (a, b) ->
                Vector.of(bits, i -> half(a, bits / 2, from + i, isSigned) * half(b, bits / 2, from + i, isSigned));
    }

    static Unary pairSums(int bits, boolean isSigned) {
        return a -> Vector.of(bits, i -> half(a, bits / 2, 2 * i, isSigned) + half(a, bits / 2, 2 * i + 1, isSigned));
    }

    private static long half(Vector a, int bits, int i, boolean isSigned) {
        return isSigned ? a.signed(bits, i) : a.lane(bits, i);
    }

    /** Lanes of twice the width, those of {@code b} behind, cut to what fits. */
    static Binary narrow(int bits, long least, long most) {
        int count = 64 / bits;
        return (a, b) -> Vector.of(bits, i -> {
            long value = i < count ? a.signed(2 * bits, i) : b.signed(2 * bits, i - count);
            return clamp(value, least, most);
        });
    }

    static long clamp(long value, long least, long most) {
        return Math.max(least, Math.min(most, value));
    }

    public static boolean allTrue(Vector a, int bits) {
        for (int i = 0; i < 128 / bits; i++) {
            if (a.lane(bits, i) == 0) {
                return false;
            }
        }
        return true;
    }

    public static int bitmask(Vector a, int bits) {
        int mask = 0;
        for (int i = 0; i < 128 / bits; i++) {
            mask |= (int) (a.lane(bits, i) >>> (bits - 1)) << i;
        }
        return mask;
    }
}
