package io.mortise.wasm.internal.lean;

import io.mortise.wasm.internal.binary.ModuleShape;
import java.util.LinkedHashMap;
import java.util.Map;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassTooLargeException;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodTooLargeException;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** The classes of a compiled module, with shorter functions that do the same. */
public final class LeanClasses {
    /** What is done to them; another text for every change, since compiled code is kept. */
    public static final String FORM = "lean 2";

    private LeanClasses() {}

    /**
     * Classes that hold no functions, and those that would outgrow the JVM's limits, stay as they are.
     *
     * @param access the internal name of the class that the functions call into
     */
    public static Map<String, byte[]> of(Map<String, byte[]> classes, ModuleShape shape, String access) {
        Map<String, byte[]> lean = new LinkedHashMap<>();
        classes.forEach(
                (name, bytes) -> lean.put(name, holdsFunctions(name) ? shortened(bytes, shape, access) : bytes));
        return lean;
    }

    private static boolean holdsFunctions(String name) {
        return name.contains("FuncGroup");
    }

    private static byte[] shortened(byte[] bytes, ModuleShape shape, String access) {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        try {
            new ClassReader(bytes).accept(new Functions(writer, shape, access), 0);
            return writer.toByteArray();
        } catch (MethodTooLargeException | ClassTooLargeException e) {
            return bytes;
        }
    }

    /** Goes through the functions of one class. */
    private static final class Functions extends ClassVisitor {
        private final ModuleShape shape;
        private final String access;

        Functions(ClassVisitor next, ModuleShape shape, String access) {
            super(Opcodes.ASM9, next);
            this.shape = shape;
            this.access = access;
        }

        @Override
        public MethodVisitor visitMethod(
                int flags, String name, String descriptor, String signature, String[] exceptions) {
            MethodVisitor next = super.visitMethod(flags, name, descriptor, signature, exceptions);
            FunctionMethod method = new FunctionMethod(name, descriptor);
            if (!method.isFunction()) {
                return next;
            }
            if (method.index() < shape.importedFunctions()) {
                return method.hasIntegersOnly() ? new ImportStub(next, method, access) : next;
            }
            return new LeanFunction(next, flags, method, shape, access);
        }
    }
}
