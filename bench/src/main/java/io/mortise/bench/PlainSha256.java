package io.mortise.bench;

import java.util.Arrays;
import java.util.HexFormat;

/** SHA-256 (FIPS 180-4) as people write it in Java: what a guest's code is measured against, without the JVM's own. */
final class PlainSha256 {
    private static final int BLOCK = 64;
    private static final int[] START = {
        0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19
    };
    private static final int[] ROUND = rounds();

    private PlainSha256() {}

    /** As 64 lower-case hex digits. */
    static String of(byte[] input) {
        int[] state = START.clone();
        byte[] padded = Arrays.copyOf(input, (input.length + 8) / BLOCK * BLOCK + BLOCK);
        padded[input.length] = (byte) 0x80;
        for (int i = 0; i < Long.BYTES; i++) {
            padded[padded.length - 1 - i] = (byte) ((input.length * 8L) >> (8 * i));
        }
        int[] words = new int[BLOCK];
        for (int at = 0; at < padded.length; at += BLOCK) {
            compress(state, words, padded, at);
        }
        HexFormat hex = HexFormat.of();
        StringBuilder digits = new StringBuilder();
        for (int word : state) {
            digits.append(hex.toHexDigits(word));
        }
        return digits.toString();
    }

    private static void compress(int[] state, int[] w, byte[] block, int at) {
        for (int i = 0; i < 16; i++) {
            int from = at + 4 * i;
            w[i] = block[from] << 24
                    | (block[from + 1] & 255) << 16
                    | (block[from + 2] & 255) << 8
                    | (block[from + 3] & 255);
        }
        for (int i = 16; i < BLOCK; i++) {
            int s0 = Integer.rotateRight(w[i - 15], 7) ^ Integer.rotateRight(w[i - 15], 18) ^ (w[i - 15] >>> 3);
            int s1 = Integer.rotateRight(w[i - 2], 17) ^ Integer.rotateRight(w[i - 2], 19) ^ (w[i - 2] >>> 10);
            w[i] = w[i - 16] + s0 + w[i - 7] + s1;
        }
        mix(state, w);
    }

    private static void mix(int[] state, int[] w) {
        int a = state[0], b = state[1], c = state[2], d = state[3];
        int e = state[4], f = state[5], g = state[6], h = state[7];
        for (int i = 0; i < BLOCK; i++) {
            int s1 = Integer.rotateRight(e, 6) ^ Integer.rotateRight(e, 11) ^ Integer.rotateRight(e, 25);
            int t1 = h + s1 + ((e & f) ^ (~e & g)) + ROUND[i] + w[i];
            int s0 = Integer.rotateRight(a, 2) ^ Integer.rotateRight(a, 13) ^ Integer.rotateRight(a, 22);
            int t2 = s0 + ((a & b) ^ (a & c) ^ (b & c));
            h = g;
            g = f;
            f = e;
            e = d + t1;
            d = c;
            c = b;
            b = a;
            a = t1 + t2;
        }
        int[] mixed = {a, b, c, d, e, f, g, h};
        for (int i = 0; i < state.length; i++) {
            state[i] += mixed[i];
        }
    }

    /** The first 32 bits of the fractional parts of the cube roots of the first 64 primes. */
    private static int[] rounds() {
        int[] rounds = new int[BLOCK];
        int prime = 2;
        for (int i = 0; i < BLOCK; prime++) {
            if (isPrime(prime)) {
                rounds[i++] = (int) (long) ((Math.cbrt(prime) % 1) * (1L << 32));
            }
        }
        return rounds;
    }

    private static boolean isPrime(int number) {
        for (int i = 2; i * i <= number; i++) {
            if (number % i == 0) {
                return false;
            }
        }
        return true;
    }
}
