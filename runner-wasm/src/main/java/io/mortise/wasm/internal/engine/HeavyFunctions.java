package io.mortise.wasm.internal.engine;

import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.AnnotatedInstruction;
import com.dylibso.chicory.wasm.types.FunctionBody;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Functions that the compiler is not given, because one class file cannot hold them or because they would cost it memory
 * without bound: for each place where branches meet it keeps the type of each local. Ordinary functions need some
 * thousand such slots, a 3 MB Go module a million in all.
 */
final class HeavyFunctions {
    private static final long SLOTS_A_FUNCTION = 1L << 20;
    private static final long SLOTS_A_MODULE = 16L << 20;

    /** A method has at most 65,535 bytes, and an instruction takes one at least. */
    private static final int INSTRUCTIONS = 65_535;

    private HeavyFunctions() {}

    /** A function by its index, and the slots it needs. */
    private record Weight(int function, long slots) {}

    /** Indexes, imports counted; the heaviest go first until the rest fits. */
    static Set<Integer> of(WasmModule module, int importedFunctions) {
        Set<Integer> heavy = new TreeSet<>();
        List<Weight> others = new ArrayList<>();
        for (int i = 0; i < module.codeSection().functionBodyCount(); i++) {
            FunctionBody body = module.codeSection().getFunctionBody(i);
            int type = module.functionSection().getFunctionType(i);
            int params = module.typeSection().getType(type).params().size();
            long slots = (params + body.localTypes().size()) * branches(body);
            if (body.instructions().size() > INSTRUCTIONS || slots > SLOTS_A_FUNCTION) {
                heavy.add(importedFunctions + i);
            } else {
                others.add(new Weight(importedFunctions + i, slots));
            }
        }
        others.sort(Comparator.comparingLong(Weight::slots).reversed());
        long left = others.stream().mapToLong(Weight::slots).sum();
        for (Weight heaviest : others) {
            if (left <= SLOTS_A_MODULE) {
                break;
            }
            heavy.add(heaviest.function());
            left -= heaviest.slots();
        }
        return heavy;
    }

    private static long branches(FunctionBody body) {
        long branches = 1;
        for (AnnotatedInstruction instruction : body.instructions()) {
            switch (instruction.opcode()) {
                case BLOCK, LOOP, IF, ELSE, END, BR, BR_IF, BR_ON_NULL, BR_ON_NON_NULL, RETURN, TRY_TABLE -> branches++;
                case BR_TABLE -> branches += instruction.operandCount();
                default -> {
                    // Goes on with the next one.
                }
            }
        }
        return branches;
    }
}
