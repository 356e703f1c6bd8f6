package io.mortise.wasm.internal.lean;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Where a function looks whether it is to end. The engine looks before every call and at every backward jump; here a
 * function that calls others looks once when it begins, and at every backward jump. So a function that does neither ends
 * by itself, and between two looks lies at most one function's length of such functions.
 */
final class Interruptions {
    private static final String LOOK = "checkInterruption";

    private final InsnList instructions;
    private final List<MethodInsnNode> beforeCalls = new ArrayList<>();

    Interruptions(InsnList instructions) {
        this.instructions = instructions;
    }

    /** Takes note of a call. */
    void seen(MethodInsnNode call) {
        if (LeanFunction.isEngines(call) && call.name.equals(LOOK) && callsFunction(call)) {
            beforeCalls.add(call);
        }
    }

    /** The engine looks when the arguments are there: memory, instance and the call follow. */
    private static boolean callsFunction(MethodInsnNode look) {
        return isLoad(look.getNext())
                && isLoad(look.getNext().getNext())
                && look.getNext().getNext().getNext() instanceof MethodInsnNode called
                && called.getOpcode() == Opcodes.INVOKESTATIC
                && called.name.startsWith("func_");
    }

    private static boolean isLoad(AbstractInsnNode node) {
        return node instanceof VarInsnNode load && load.getOpcode() == Opcodes.ALOAD;
    }

    /** Once all calls were seen. */
    void end() {
        Optional<MethodInsnNode> any = beforeCalls.stream().findFirst();
        beforeCalls.forEach(instructions::remove);
        any.ifPresent(look -> instructions.insert(look));
    }
}
