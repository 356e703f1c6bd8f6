package io.mortise.wasm.internal.engine;

import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.InterpreterMachine;
import com.dylibso.chicory.runtime.MStack;
import com.dylibso.chicory.runtime.StackFrame;
import com.dylibso.chicory.wasm.types.FunctionType;
import com.dylibso.chicory.wasm.types.Instruction;
import java.util.Deque;

/** An interpreter that remembers which functions an exception came through, innermost first. */
final class TracingInterpreter extends InterpreterMachine {
    private static final int MAX_FRAMES = Traps.MAX_FRAMES;

    private final int[] unwound = new int[MAX_FRAMES];
    private int depth;

    TracingInterpreter(Instance instance) {
        super(instance);
    }

    @Override
    public long[] call(int function, long[] arguments) {
        depth = 0;
        return super.call(function, arguments);
    }

    @Override
    protected long[] call(
            MStack stack,
            Instance instance,
            Deque<StackFrame> callStack,
            int function,
            long[] arguments,
            FunctionType type,
            boolean popResults) {
        boolean isDone = false;
        try {
            long[] results = super.call(stack, instance, callStack, function, arguments, type, popResults);
            isDone = true;
            return results;
        } finally {
            if (!isDone && depth < MAX_FRAMES) {
                unwound[depth++] = function;
            }
        }
    }

    /** What the engine's own interpreter does not know: the 128-bit instructions. */
    @Override
    protected void evalDefault(
            MStack stack, Instance instance, Deque<StackFrame> callStack, Instruction instruction, Operands operands) {
        VectorInstructions vectors =
                new VectorInstructions(stack, instance.memory(), operands::get, () -> readMemPtr(stack, operands));
        if (!vectors.run(instruction.opcode().opcode())) {
            super.evalDefault(stack, instance, callStack, instruction, operands);
        }
    }

    /** The functions of the last call that did not return. */
    int[] unwound() {
        return java.util.Arrays.copyOf(unwound, depth);
    }
}
