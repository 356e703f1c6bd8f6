package io.mortise.wasm.internal.lean;

import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Writes the method of an imported function anew: it calls the import itself. In the engine's one place calls all
 * imports, so the JVM's compiler sees many callees there and inlines none; here each import has a place of its own, and
 * the arrays of its arguments are never made.
 */
final class ImportStub extends MethodVisitor {
    private static final String BODY = "io/mortise/wasm/internal/run/HostImport$Body";

    private final MethodVisitor to;
    private final FunctionMethod method;
    private final String access;

    ImportStub(MethodVisitor to, FunctionMethod method, String access) {
        super(Opcodes.ASM9);
        this.to = to;
        this.method = method;
        this.access = access;
    }

    @Override
    public void visitCode() {
        to.visitCode();
        to.visitVarInsn(Opcodes.ALOAD, method.instanceVariable());
        push(method.index());
        to.visitMethodInsn(
                Opcodes.INVOKESTATIC,
                access,
                "linked",
                "(Lcom/dylibso/chicory/runtime/Instance;I)L" + BODY + ';',
                false);
        arguments();
        to.visitMethodInsn(Opcodes.INVOKEINTERFACE, BODY, "call", "([J)J", true);
        result();
        to.visitMaxs(0, 0);
        to.visitEnd();
    }

    private void arguments() {
        Type[] parameters = method.parameters();
        push(parameters.length);
        to.visitIntInsn(Opcodes.NEWARRAY, Opcodes.T_LONG);
        int variable = 0;
        for (int i = 0; i < parameters.length; i++) {
            to.visitInsn(Opcodes.DUP);
            push(i);
            to.visitVarInsn(parameters[i].getOpcode(Opcodes.ILOAD), variable);
            if (parameters[i].getSort() == Type.INT) {
                to.visitInsn(Opcodes.I2L);
            }
            to.visitInsn(Opcodes.LASTORE);
            variable += parameters[i].getSize();
        }
    }

    private void result() {
        if (method.result().getSort() == Type.VOID) {
            to.visitInsn(Opcodes.POP2);
        } else if (method.result().getSort() == Type.INT) {
            to.visitInsn(Opcodes.L2I);
        }
        to.visitInsn(method.result().getOpcode(Opcodes.IRETURN));
    }

    private void push(int value) {
        to.visitLdcInsn(value);
    }
}
