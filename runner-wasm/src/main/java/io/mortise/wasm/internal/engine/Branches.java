package io.mortise.wasm.internal.engine;

import com.dylibso.chicory.runtime.ChicoryInterruptedException;
import com.dylibso.chicory.runtime.MStack;
import com.dylibso.chicory.wasm.types.Instruction;
import com.dylibso.chicory.wasm.types.OpCode;

/**
 * Ends loops that the engine's interpreter would run for ever: it looks for an interrupt at {@code br} and at calls, but not
 * at {@code br_if} and {@code br_table}. Compiled code looks everywhere and never comes here.
 */
final class Branches {
    private Branches() {}

    /** Before each interpreted instruction. */
    static void look(Instruction instruction, MStack stack) {
        OpCode code = instruction.opcode();
        if ((code == OpCode.BR_IF || code == OpCode.BR_TABLE)
                && Thread.currentThread().isInterrupted()) {
            throw new ChicoryInterruptedException("Thread interrupted");
        }
    }
}
