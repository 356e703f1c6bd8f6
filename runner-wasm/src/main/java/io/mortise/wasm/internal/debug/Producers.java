package io.mortise.wasm.internal.debug;

import java.util.ArrayList;
import java.util.List;

/** The {@code producers} section: which languages and tools made a module. */
public final class Producers {
    private static final int MAX = 100;

    private Producers() {}

    /** {@code language: Rust}, {@code processed-by: rustc 1.80.0}; what can be read. */
    public static List<String> read(byte[] section) {
        List<String> all = new ArrayList<>();
        try {
            Reader in = new Reader(section);
            for (long fields = in.unsigned(); fields > 0; fields--) {
                String field = in.text(in.unsigned());
                for (long values = in.unsigned(); values > 0 && all.size() < MAX; values--) {
                    String name = in.text(in.unsigned());
                    all.add((field + ": " + name + ' ' + in.text(in.unsigned())).strip());
                }
            }
        } catch (Unreadable e) {
            return all;
        }
        return all;
    }
}
