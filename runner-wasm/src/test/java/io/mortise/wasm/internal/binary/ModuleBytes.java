package io.mortise.wasm.internal.binary;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;

/** Writes modules that no tool would write. */
public final class ModuleBytes {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    public static ModuleBytes module() {
        return new ModuleBytes().raw(0, 'a', 's', 'm', 1, 0, 0, 0);
    }

    /** One type, one function of it, and this body (with its locals). */
    public static byte[] withBody(ModuleBytes body) {
        byte[] bytes = body.bytes();
        return module().section(1, new ModuleBytes().raw(1, 0x60, 0, 0))
                .section(3, new ModuleBytes().raw(1, 0))
                .section(10, new ModuleBytes().raw(1).u32(bytes.length).all(bytes))
                .bytes();
    }

    public ModuleBytes raw(int... values) {
        for (int value : values) {
            out.write(value);
        }
        return this;
    }

    public ModuleBytes all(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    public ModuleBytes times(int count, int... values) {
        for (int i = 0; i < count; i++) {
            raw(values);
        }
        return this;
    }

    public ModuleBytes u32(long value) {
        long rest = value;
        while (rest > 0x7f) {
            out.write((int) (rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        out.write((int) rest);
        return this;
    }

    public ModuleBytes name(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        return u32(bytes.length).all(bytes);
    }

    public ModuleBytes section(int id, ModuleBytes content) {
        byte[] bytes = content.bytes();
        return raw(id).u32(bytes.length).all(bytes);
    }

    public byte[] bytes() {
        return out.toByteArray();
    }
}
