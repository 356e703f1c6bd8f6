package io.mortise.wasm.internal.lean;

import java.util.Map;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Makes one jump of a comparison and the jump on its result. The engine's compiler calls a method that answers 0 or 1;
 * the JVM counts the outcomes inside that method, for all its callers together, and so knows nothing about any of them.
 */
final class Comparisons {
    /** A method with more is not compiled by the JVM by default, so what would lengthen it is left out. */
    private static final int MOST_INSTRUCTIONS = 2_000;

    private static final Map<String, Integer> SIGNED = Map.of(
            "EQ", Opcodes.IFEQ,
            "NE", Opcodes.IFNE,
            "LT_S", Opcodes.IFLT,
            "GE_S", Opcodes.IFGE,
            "GT_S", Opcodes.IFGT,
            "LE_S", Opcodes.IFLE);
    private static final Map<String, Integer> UNSIGNED =
            Map.of("LT_U", Opcodes.IFLT, "GE_U", Opcodes.IFGE, "GT_U", Opcodes.IFGT, "LE_U", Opcodes.IFLE);

    private final InsnList instructions;
    private final boolean mayLengthen;

    Comparisons(InsnList instructions) {
        this.instructions = instructions;
        this.mayLengthen = instructions.size() <= MOST_INSTRUCTIONS;
    }

    /** Does nothing to a call that is no comparison, or whose result is more than jumped on. */
    void shorten(MethodInsnNode call) {
        if (!isOperator(call)) {
            return;
        }
        takeNegations(call);
        if (!(call.getNext() instanceof JumpInsnNode jump) || !isOnTruth(jump)) {
            return;
        }
        String name = call.name.toUpperCase(java.util.Locale.ROOT);
        String operator = name.substring(4);
        boolean isLong = name.startsWith("I64_");
        if (operator.equals("EQZ")) {
            zero(call, jump, isLong);
        } else if (SIGNED.containsKey(operator)) {
            signed(call, jump, SIGNED.get(operator), isLong);
        } else if (UNSIGNED.containsKey(operator)) {
            unsigned(call, jump, UNSIGNED.get(operator), isLong);
        }
    }

    private static boolean isOperator(MethodInsnNode call) {
        boolean isEngines = call.owner.endsWith("/OpcodeImpl") || LeanFunction.isEngines(call);
        return isEngines && call.name.regionMatches(true, 0, "I", 0, 1) && call.name.matches("[iI](32|64)_\\w+");
    }

    /** Jumps of the form "if it is 0" and "if it is not". */
    private static boolean isOnTruth(JumpInsnNode jump) {
        return jump.getOpcode() == Opcodes.IFEQ || jump.getOpcode() == Opcodes.IFNE;
    }

    /** What follows may ask whether the result is 0, and jump on the answer: the same jump, turned round. */
    private void takeNegations(MethodInsnNode call) {
        while (call.getNext() instanceof MethodInsnNode negation
                && negation.name.equals("I32_EQZ")
                && call.desc.endsWith(")I")
                && isComparison(call)
                && negation.getNext() instanceof JumpInsnNode jump
                && isOnTruth(jump)) {
            jump.setOpcode(inverse(jump.getOpcode()));
            instructions.remove(negation);
        }
    }

    private static boolean isComparison(MethodInsnNode call) {
        String operator = call.name.substring(4).toUpperCase(java.util.Locale.ROOT);
        return operator.equals("EQZ") || SIGNED.containsKey(operator) || UNSIGNED.containsKey(operator);
    }

    private void zero(MethodInsnNode call, JumpInsnNode jump, boolean isLong) {
        if (isLong) {
            instructions.insertBefore(call, new InsnNode(Opcodes.LCONST_0));
            instructions.insertBefore(call, new InsnNode(Opcodes.LCMP));
        }
        replace(call, jump, Opcodes.IFEQ);
    }

    private void signed(MethodInsnNode call, JumpInsnNode jump, int ifTrue, boolean isLong) {
        if (isLong) {
            instructions.insertBefore(call, new InsnNode(Opcodes.LCMP));
            replace(call, jump, ifTrue);
        } else {
            replace(call, jump, ofTwo(ifTrue));
        }
    }

    /** Unsigned order is signed order with the highest bit turned on both sides. */
    private void unsigned(MethodInsnNode call, JumpInsnNode jump, int ifTrue, boolean isLong) {
        AbstractInsnNode second = call.getPrevious();
        if (!mayLengthen || second == null || !isPush(second, isLong)) {
            instructions.insertBefore(
                    call,
                    new MethodInsnNode(
                            Opcodes.INVOKESTATIC,
                            isLong ? "java/lang/Long" : "java/lang/Integer",
                            "compareUnsigned",
                            isLong ? "(JJ)I" : "(II)I"));
            replace(call, jump, ifTrue);
            return;
        }
        turnHighest(second, isLong);
        turnHighest(call, isLong);
        signed(call, jump, ifTrue, isLong);
    }

    private void turnHighest(AbstractInsnNode before, boolean isLong) {
        Object highest = isLong ? (Object) Long.MIN_VALUE : (Object) Integer.MIN_VALUE;
        instructions.insertBefore(before, new LdcInsnNode(highest));
        instructions.insertBefore(before, new InsnNode(isLong ? Opcodes.LADD : Opcodes.IADD));
    }

    /** True for a constant or a variable: nothing lies between it and the operand below it. */
    private static boolean isPush(AbstractInsnNode node, boolean isLong) {
        if (node instanceof VarInsnNode load) {
            return load.getOpcode() == (isLong ? Opcodes.LLOAD : Opcodes.ILOAD);
        }
        if (node instanceof LdcInsnNode constant) {
            return isLong ? constant.cst instanceof Long : constant.cst instanceof Integer;
        }
        int opcode = node.getOpcode();
        if (isLong) {
            return opcode == Opcodes.LCONST_0 || opcode == Opcodes.LCONST_1;
        }
        return node instanceof IntInsnNode
                ? opcode == Opcodes.BIPUSH || opcode == Opcodes.SIPUSH
                : opcode >= Opcodes.ICONST_M1 && opcode <= Opcodes.ICONST_5;
    }

    private void replace(MethodInsnNode call, JumpInsnNode jump, int ifTrue) {
        jump.setOpcode(jump.getOpcode() == Opcodes.IFNE ? ifTrue : inverse(ifTrue));
        instructions.remove(call);
    }

    private static int ofTwo(int ifTrue) {
        return ifTrue - Opcodes.IFEQ + Opcodes.IF_ICMPEQ;
    }

    /** Opcodes of opposite jumps are neighbours, the first of a pair is odd. */
    private static int inverse(int opcode) {
        return ((opcode + 1) ^ 1) - 1;
    }
}
