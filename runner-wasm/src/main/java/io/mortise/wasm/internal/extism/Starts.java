package io.mortise.wasm.internal.extism;

import io.mortise.wasm.internal.binary.ModuleShape;
import io.mortise.wasm.internal.binary.Signature;
import java.util.ArrayList;
import java.util.List;

/** Which exports start the language runtime of a module, in their order. One of a wrong type is passed over. */
final class Starts {
    private static final String REACTOR = "_initialize";
    private static final String CONSTRUCTORS = "__wasm_call_ctors";
    private static final String HASKELL = "hs_init";
    private static final Signature NOTHING = new Signature("", "");
    private static final Signature ARGUMENTS = new Signature("ii", "");

    private Starts() {}

    /** One export to call. */
    record Start(String export, long... arguments) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Start start && export.equals(start.export);
        }

        @Override
        public int hashCode() {
            return export.hashCode();
        }
    }

    static List<Start> of(ModuleShape shape) {
        List<Start> starts = new ArrayList<>();
        boolean isReactor = shape.hasFunction(REACTOR, NOTHING);
        if (isReactor) {
            starts.add(new Start(REACTOR));
        }
        if (shape.hasFunction(HASKELL, ARGUMENTS)) {
            starts.add(new Start(HASKELL, 0, 0));
        } else if (!isReactor && shape.hasFunction(CONSTRUCTORS, NOTHING)) {
            // Where both are there, the first calls the second.
            starts.add(new Start(CONSTRUCTORS));
        }
        return starts;
    }
}
