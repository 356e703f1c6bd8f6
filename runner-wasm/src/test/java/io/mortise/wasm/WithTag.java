package io.mortise.wasm;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** A module with a tag, which the assembler of the tests does not know: one page, one function {@code nothing}. */
final class WithTag {
    private WithTag() {}

    static byte[] module() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {0, 'a', 's', 'm', 1, 0, 0, 0});
        section(out, 1, 2, 0x60, 1, 0x7f, 1, 0x7f, 0x60, 0, 0);
        section(out, 3, 1, 0);
        section(out, 5, 1, 0, 1);
        section(out, 13, 1, 0, 1);
        ByteArrayOutputStream exports = new ByteArrayOutputStream();
        exports.write(2);
        name(exports, "memory", 2);
        name(exports, "nothing", 0);
        section(out, 7, exports.toByteArray());
        section(out, 10, 1, 4, 0, 0x41, 0, 0x0b);
        return out.toByteArray();
    }

    private static void name(ByteArrayOutputStream out, String name, int kind) {
        out.write(name.length());
        out.writeBytes(name.getBytes(StandardCharsets.US_ASCII));
        out.write(kind);
        out.write(0);
    }

    private static void section(ByteArrayOutputStream out, int id, int... content) {
        byte[] bytes = new byte[content.length];
        for (int i = 0; i < content.length; i++) {
            bytes[i] = (byte) content[i];
        }
        section(out, id, bytes);
    }

    private static void section(ByteArrayOutputStream out, int id, byte[] content) {
        out.write(id);
        out.write(content.length);
        out.writeBytes(content);
    }
}
