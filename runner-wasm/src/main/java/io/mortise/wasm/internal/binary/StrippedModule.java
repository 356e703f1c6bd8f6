package io.mortise.wasm.internal.binary;

import java.io.ByteArrayOutputStream;
import java.util.function.IntPredicate;

/**
 * Writes a module again without what a compiled one has no use for: custom sections, and the bodies of functions that are
 * never interpreted. Such a body becomes {@code unreachable}, which is valid for every type. Data comes in fewer segments.
 */
public final class StrippedModule {
    private static final int HEADER = 8;
    private static final int CUSTOM = 0;
    private static final int CODE = 10;
    private static final int DATA = 11;
    private static final int DATA_COUNT = 12;

    /** No locals, unreachable, end. */
    private static final byte[] EMPTY_BODY = {0x00, 0x00, 0x0b};

    private StrippedModule() {}

    /**
     * @param module that was read without problems
     * @param importedFunctions how many; the first function with a body has this index
     * @param keeps whether a function, by its index, keeps its body
     */
    public static byte[] of(byte[] module, int importedFunctions, IntPredicate keeps) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(module.length / 2);
        out.write(module, 0, HEADER);
        Cursor in = new Cursor(module, HEADER, module.length);
        boolean countsData = false;
        while (in.hasMore()) {
            int from = in.at();
            int id = in.u8();
            Cursor section = in.slice(in.u32());
            if (id == CODE) {
                section(out, CODE, code(module, section, importedFunctions, keeps));
            } else if (id == DATA && !countsData) {
                section(out, DATA, MergedSegments.of(module, section));
            } else if (id != CUSTOM) {
                countsData |= id == DATA_COUNT;
                out.write(module, from, in.at() - from);
            }
        }
        return out.toByteArray();
    }

    private static void section(ByteArrayOutputStream out, int id, byte[] content) {
        out.write(id);
        Leb.write(out, content.length);
        out.writeBytes(content);
    }

    private static byte[] code(byte[] module, Cursor in, int importedFunctions, IntPredicate keeps) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int count = in.count();
        Leb.write(out, count);
        for (int i = 0; i < count; i++) {
            int from = in.at();
            in.skip(in.u32());
            if (keeps.test(importedFunctions + i)) {
                out.write(module, from, in.at() - from);
            } else {
                Leb.write(out, EMPTY_BODY.length);
                out.writeBytes(EMPTY_BODY);
            }
        }
        return out.toByteArray();
    }
}
