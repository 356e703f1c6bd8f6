package io.mortise.wasm.internal.engine;

import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.InterpreterMachine;
import com.dylibso.chicory.runtime.MStack;
import com.dylibso.chicory.runtime.StackFrame;
import com.dylibso.chicory.wasm.types.FunctionBody;
import com.dylibso.chicory.wasm.types.Instruction;
import io.mortise.wasm.internal.debug.RawFrame;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An interpreter that remembers which functions an exception came through, innermost first, and where in them. */
final class TracingInterpreter extends InterpreterMachine {
    private static final int MAX_FRAMES = Traps.MAX_FRAMES;
    private static final Pattern COUNTER = Pattern.compile("\\[(\\d+)]\\n\\tpc=(\\d+) ");

    private final StackFrame[] unwound = new StackFrame[MAX_FRAMES];
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
    protected void eval(MStack stack, Instance instance, Deque<StackFrame> callStack) {
        boolean isDone = false;
        try {
            super.eval(stack, instance, callStack);
            isDone = true;
        } finally {
            StackFrame frame = callStack.peek();
            // Only kept, not looked at: this may be the end of the stack.
            if (!isDone && frame != null && depth < MAX_FRAMES) {
                unwound[depth++] = frame;
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

    /** The engine shows a frame's function and program counter only in its text. */
    private static Optional<RawFrame> where(Instance instance, StackFrame frame) {
        Matcher counter = COUNTER.matcher(frame.toString());
        if (!counter.find()) {
            return Optional.empty();
        }
        int function = Integer.parseInt(counter.group(1));
        int next = Integer.parseInt(counter.group(2));
        FunctionBody body = instance.function(function);
        boolean isKnown =
                body != null && next > 0 && next <= body.instructions().size();
        int offset = isKnown ? body.instructions().get(next - 1).address() : RawFrame.UNKNOWN;
        return Optional.of(new RawFrame(function, offset));
    }

    /** How many frames of the last call that did not return are kept. */
    int remembered() {
        return depth;
    }

    /** Some of them, the innermost being 0. */
    List<RawFrame> remembered(int from, int to) {
        return Arrays.stream(unwound, Math.min(from, to), to)
                .flatMap(frame -> where(instance(), frame).stream())
                .toList();
    }
}
