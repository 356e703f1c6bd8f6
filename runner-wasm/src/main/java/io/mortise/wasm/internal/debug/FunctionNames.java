package io.mortise.wasm.internal.debug;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The functions' names out of a {@code name} section. */
final class FunctionNames {
    private static final int FUNCTIONS = 1;
    private static final int MAX_NAMES = 50_000;

    private final Map<Integer, String> names = new HashMap<>();

    private FunctionNames() {}

    /** What can be read; the rest has no names. */
    static FunctionNames read(byte[] section, Budget budget) {
        FunctionNames all = new FunctionNames();
        try {
            Reader in = new Reader(section);
            while (in.hasMore()) {
                int id = in.u8();
                Reader part = in.slice(in.unsigned());
                if (id == FUNCTIONS) {
                    all.functions(part, budget);
                }
            }
        } catch (Unreadable e) {
            return all;
        }
        return all;
    }

    private void functions(Reader in, Budget budget) {
        long count = Math.min(in.unsigned(), MAX_NAMES);
        for (long i = 0; i < count; i++) {
            budget.step();
            int function = (int) in.unsigned();
            names.putIfAbsent(function, in.text(in.unsigned()));
        }
    }

    Optional<String> of(int function) {
        return Optional.ofNullable(names.get(function));
    }

    int size() {
        return names.size();
    }
}
