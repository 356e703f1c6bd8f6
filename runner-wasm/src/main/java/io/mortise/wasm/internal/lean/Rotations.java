package io.mortise.wasm.internal.lean;

import java.util.OptionalLong;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * Makes shifts of a rotation by a constant, which the JVM's compiler turns into the processor's own. The engine's compiler
 * calls a method, and in a function full of memory accesses the JVM has stopped inlining before it comes to that.
 */
final class Rotations {
    private final InsnList instructions;

    Rotations(InsnList instructions) {
        this.instructions = instructions;
    }

    /** Does nothing to a call that is no rotation, or whose distance is not a constant. */
    void shorten(MethodInsnNode call) {
        if (call.owner.endsWith("/OpcodeImpl") && call.name.matches("I(32|64)_ROT[LR]")) {
            OptionalLong distance = constant(call.getPrevious());
            distance.ifPresent(bits -> shift(call, (int) (call.name.endsWith("R") ? -bits : bits)));
        }
    }

    /** Java's shifts take the distance modulo the width themselves, where a constant of one byte holds it. */
    private void shift(MethodInsnNode call, int left) {
        boolean isLong = call.name.startsWith("I64_");
        instructions.remove(call.getPrevious());
        add(call, isLong ? Opcodes.DUP2 : Opcodes.DUP);
        instructions.insertBefore(call, new IntInsnNode(Opcodes.BIPUSH, left & 63));
        add(call, isLong ? Opcodes.LSHL : Opcodes.ISHL);
        if (isLong) {
            add(call, Opcodes.DUP2_X2);
            add(call, Opcodes.POP2);
        } else {
            add(call, Opcodes.SWAP);
        }
        instructions.insertBefore(call, new IntInsnNode(Opcodes.BIPUSH, -left & 63));
        add(call, isLong ? Opcodes.LUSHR : Opcodes.IUSHR);
        instructions.set(call, new InsnNode(isLong ? Opcodes.LOR : Opcodes.IOR));
    }

    private void add(AbstractInsnNode before, int opcode) {
        instructions.insertBefore(before, new InsnNode(opcode));
    }

    /** What {@code node} pushes, an int or a long, when that never changes. */
    private static OptionalLong constant(AbstractInsnNode node) {
        if (node instanceof LdcInsnNode ldc && (ldc.cst instanceof Integer || ldc.cst instanceof Long)) {
            return OptionalLong.of(((Number) ldc.cst).longValue());
        }
        int opcode = node.getOpcode();
        if (opcode == Opcodes.BIPUSH || opcode == Opcodes.SIPUSH) {
            return OptionalLong.of(((IntInsnNode) node).operand);
        }
        if (opcode >= Opcodes.ICONST_M1 && opcode <= Opcodes.ICONST_5) {
            return OptionalLong.of(opcode - Opcodes.ICONST_0);
        }
        boolean isLong = opcode == Opcodes.LCONST_0 || opcode == Opcodes.LCONST_1;
        return isLong ? OptionalLong.of(opcode - Opcodes.LCONST_0) : OptionalLong.empty();
    }
}
