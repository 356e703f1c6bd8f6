package io.mortise.wasm.internal.lean;

import io.mortise.wasm.internal.binary.ModuleShape;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;

/** Rewrites one function when all of it has been read, and passes it on. */
final class LeanFunction extends MethodNode {
    private static final String INSTANCE = "Lcom/dylibso/chicory/runtime/Instance;";
    private static final String MEMORY = "Lcom/dylibso/chicory/runtime/Memory;";

    private final MethodVisitor next;
    private final FunctionMethod method;
    private final String shortcuts;
    private final boolean hasOwnMemory;
    private final boolean hasOwnGlobals;

    LeanFunction(MethodVisitor next, int flags, FunctionMethod method, ModuleShape shape, String shortcuts) {
        super(Opcodes.ASM9, flags, method.name(), method.descriptor(), null, null);
        this.next = next;
        this.method = method;
        this.shortcuts = shortcuts;
        this.hasOwnMemory = shape.memory().isPresent() && !shape.hasImport(ModuleShape.Kind.MEMORY);
        this.hasOwnGlobals = hasOwnMemory && !shape.hasImport(ModuleShape.Kind.GLOBAL);
    }

    @Override
    public void visitEnd() {
        Comparisons comparisons = new Comparisons(instructions);
        Rotations rotations = new Rotations(instructions);
        Interruptions interruptions = new Interruptions(instructions);
        for (AbstractInsnNode each : instructions.toArray()) {
            if (each instanceof MethodInsnNode call && call.getOpcode() == Opcodes.INVOKESTATIC) {
                interruptions.seen(call);
                comparisons.shorten(call);
                rotations.shorten(call);
                if (isEngines(call)) {
                    shorten(call);
                }
            }
        }
        interruptions.end();
        accept(next);
    }

    /** The class of the engine's helpers that the compiler writes for each module. */
    static boolean isEngines(MethodInsnNode call) {
        return call.owner.endsWith("Shaded");
    }

    private void shorten(MethodInsnNode call) {
        switch (call.name) {
            case "memoryReadByte", "memoryReadShort", "memoryReadInt", "memoryReadLong" -> toMemory(call);
            case "memoryReadFloat", "memoryReadDouble", "memoryWriteFloat", "memoryWriteDouble" -> toMemory(call);
            case "memoryWriteByte", "memoryWriteShort", "memoryWriteInt", "memoryWriteLong" -> toMemory(call);
            case "readGlobal", "writeGlobal" -> toGlobal(call);
            default -> {
                // As it is.
            }
        }
    }

    private void toMemory(MethodInsnNode call) {
        if (hasOwnMemory) {
            call.owner = shortcuts;
        }
    }

    /** The memory knows the globals as well, and knows them by a shorter way than the instance does. */
    private void toGlobal(MethodInsnNode call) {
        if (hasOwnGlobals
                && call.getPrevious() instanceof VarInsnNode load
                && load.var == method.instanceVariable()
                && call.desc.contains(INSTANCE)) {
            load.var = method.memoryVariable();
            call.owner = shortcuts;
            call.desc = call.desc.replace(INSTANCE, MEMORY);
        }
    }
}
