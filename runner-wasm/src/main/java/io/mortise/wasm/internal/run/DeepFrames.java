package io.mortise.wasm.internal.run;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * Writes a class whose one method has a frame of at least {@link #BYTES} in every tier of the JVM and yet costs a few
 * nanoseconds: 500 values that live across a call on a way that is rarely taken. It is written as bytes because as Java
 * it would be 500 lines that say nothing.
 */
final class DeepFrames {
    static final int LOCALS = 500;
    static final int BYTES = LOCALS * Long.BYTES;

    private static final String NAME = DeepFrames.class.getPackageName().replace('.', '/') + "/DeepFrame";
    private static final String DOWN = "(II[J)J";
    private static final int CLASS_FILE_OF_JAVA_5 = 49; // the last whose verifier needs no stack maps

    private DeepFrames() {}

    /** The method. */
    interface Descent {
        /** Calls itself {@code left} times; where {@code rare} is not 0, through the values. */
        long down(int left, int rare, long[] cells);
    }

    static Descent define() {
        try {
            MethodHandles.Lookup hidden = MethodHandles.lookup().defineHiddenClass(classFile(), true);
            return (Descent) hidden.findConstructor(hidden.lookupClass(), MethodType.methodType(void.class))
                    .invoke();
        } catch (Throwable e) {
            throw new IllegalStateException("the stack probe could not be defined", e);
        }
    }

    private static byte[] classFile() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(0xcafebabe);
        out.writeInt(CLASS_FILE_OF_JAVA_5);
        constants(out);
        shorts(out, 0x31, 1, 3, 1, 5, 0, 2);
        method(out, 7, 8, 1, 1, new byte[] {0x2a, (byte) 0xb7, 0, 10, (byte) 0xb1});
        method(out, 11, 12, 6, 4 + 2 * LOCALS, body());
        out.writeShort(0);
        return bytes.toByteArray();
    }

    private static void constants(DataOutputStream out) throws IOException {
        out.writeShort(16);
        type(out, 2, NAME);
        type(out, 4, "java/lang/Object");
        type(out, 6, NAME.replace("DeepFrame", "DeepFrames$Descent"));
        text(out, "<init>");
        text(out, "()V");
        reference(out, 12, 7, 8);
        reference(out, 10, 3, 9);
        text(out, "down");
        text(out, DOWN);
        reference(out, 12, 11, 12);
        reference(out, 10, 1, 13);
        text(out, "Code");
    }

    /** {@code if (rare != 0) { all values = cells; below = down(left - 1, rare - 1); return below ^ all; } …}. */
    private static byte[] body() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        ops(out, 0x1c, 0x99); // iload rare, ifeq
        int rare = LOCALS * (1 + 3 + 1 + 4) + 11 + LOCALS * (4 + 1) + 1;
        out.writeShort(3 + rare);
        for (int i = 0; i < LOCALS; i++) {
            ops(out, 0x2d, 0x11);
            out.writeShort(i);
            ops(out, 0x2f, 0xc4, 0x37); // cells[i], wide lstore
            out.writeShort(4 + 2 * i);
        }
        ops(out, 0x2a, 0x1b, 0x04, 0x64, 0x1c, 0x04, 0x64, 0x2d, 0xb6, 0, 14);
        for (int i = 0; i < LOCALS; i++) {
            ops(out, 0xc4, 0x16); // wide lload
            out.writeShort(4 + 2 * i);
            ops(out, 0x83);
        }
        ops(out, 0xad);
        ops(out, 0x1b, 0x9a, 0, 7, 0x2d, 0x03, 0x2f, 0xad); // left == 0: return cells[0]
        ops(out, 0x2a, 0x1b, 0x04, 0x64, 0x1c, 0x2d, 0xb6, 0, 14, 0x0a, 0x61, 0xad); // down(left - 1, rare) + 1
        return bytes.toByteArray();
    }

    private static void method(DataOutputStream out, int name, int type, int stack, int locals, byte[] code)
            throws IOException {
        shorts(out, 1, name, type, 1, 15);
        out.writeInt(12 + code.length);
        shorts(out, stack, locals);
        out.writeInt(code.length);
        out.write(code);
        shorts(out, 0, 0);
    }

    private static void type(DataOutputStream out, int name, String text) throws IOException {
        out.writeByte(7);
        out.writeShort(name);
        text(out, text);
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        out.writeByte(1);
        out.writeUTF(text);
    }

    private static void reference(DataOutputStream out, int tag, int first, int second) throws IOException {
        out.writeByte(tag);
        shorts(out, first, second);
    }

    private static void shorts(DataOutputStream out, int... values) throws IOException {
        for (int value : values) {
            out.writeShort(value);
        }
    }

    private static void ops(DataOutputStream out, int... codes) throws IOException {
        for (int code : codes) {
            out.writeByte(code);
        }
    }
}
