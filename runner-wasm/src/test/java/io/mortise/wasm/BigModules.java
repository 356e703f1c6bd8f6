package io.mortise.wasm;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.stream.IntStream;

/** Modules too big for a text format: the function {@code f} answers "ok" after calling the first of many others. */
final class BigModules {
    private static final int FIRST_OTHER = 2;
    private static final int NOTHING_TYPE = 0;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private BigModules() {}

    /** A body that calls an empty function this many times: three bytes of a method, or more, for two of a module. */
    static byte[] calls(int times) {
        BigModules body = new BigModules().raw(0);
        for (int i = 0; i < times; i++) {
            body.raw(0x10, FIRST_OTHER + 1);
        }
        return body.raw(0x0b).bytes();
    }

    /** A body of ordinary arithmetic, eight bytes a round. */
    static byte[] sums(int rounds) {
        BigModules body = new BigModules().raw(1, 1, 0x7f);
        for (int i = 0; i < rounds; i++) {
            body.raw(0x20, 0, 0x41, 1, 0x6a, 0x21, 0, 0x01);
        }
        return body.raw(0x0b).bytes();
    }

    static byte[] empty() {
        return new byte[] {0, 0x0b};
    }

    /** So much code that compiling it takes far longer than starting a small module. */
    static byte[] bomb() {
        return bomb(0);
    }

    /** The same with so much data beside it, so that it is another module. */
    static byte[] bomb(int dataBytes) {
        byte[] body = sums(400);
        return of(dataBytes, IntStream.range(0, 1_200).mapToObj(i -> body).toList());
    }

    /** A few kilobytes for which a compiler keeps the types of as many locals at as many places as it is ever given. */
    static byte[] smallBomb(int dataBytes) {
        BigModules body = new BigModules().raw(1).number(2_000).raw(0x7e);
        for (int i = 0; i < 170; i++) {
            body.raw(0x02, 0x40, 0x41, 0, 0x0d, 0, 0x0b);
        }
        byte[] bytes = body.raw(0x0b).bytes();
        return of(dataBytes, IntStream.range(0, 16).mapToObj(i -> bytes).toList());
    }

    /** Large for what it weighs, small for the compiler. */
    static byte[] withData(int dataBytes) {
        return of(dataBytes, List.of(empty(), empty()));
    }

    static byte[] of(int dataBytes, List<byte[]> others) {
        byte[] f = new BigModules()
                .raw(0, 0x10, FIRST_OTHER, 0x41, 0, 0x41, 2, 0x10, 0, 0x41, 0, 0x0b)
                .bytes();
        BigModules functions = new BigModules().number(1 + others.size()).raw(1);
        BigModules code = new BigModules().number(1 + others.size()).block(f);
        for (byte[] other : others) {
            functions.raw(NOTHING_TYPE);
            code.block(other);
        }
        return new BigModules()
                .raw(0, 'a', 's', 'm', 1, 0, 0, 0)
                .section(1, new BigModules().raw(3, 0x60, 0, 0, 0x60, 1, 0x7f, 1, 0x7f, 0x60, 2, 0x7f, 0x7f, 0))
                .section(
                        2,
                        new BigModules().raw(1).name("mortise/1").name("output").raw(0, 2))
                .section(3, functions)
                .section(5, new BigModules().raw(1, 0, 100))
                .section(
                        7,
                        new BigModules()
                                .raw(2)
                                .name("memory")
                                .raw(2, 0)
                                .name("f")
                                .raw(0, 1))
                .section(10, code)
                .section(
                        11,
                        new BigModules()
                                .raw(2, 0, 0x41, 0, 0x0b)
                                .name("ok")
                                .raw(0, 0x41, 16, 0x0b)
                                .block(new byte[dataBytes]))
                .bytes();
    }

    private BigModules raw(int... values) {
        for (int value : values) {
            out.write(value);
        }
        return this;
    }

    private BigModules number(int value) {
        int rest = value;
        while (rest > 0x7f) {
            out.write((rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        out.write(rest);
        return this;
    }

    private BigModules block(byte[] bytes) {
        number(bytes.length).out.writeBytes(bytes);
        return this;
    }

    private BigModules name(String text) {
        return block(text.getBytes(US_ASCII));
    }

    private BigModules section(int id, BigModules content) {
        return raw(id).block(content.bytes());
    }

    private byte[] bytes() {
        return out.toByteArray();
    }
}
