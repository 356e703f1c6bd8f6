package io.mortise.wasm.internal.debug;

import java.util.Optional;

/** Function names as their authors wrote them: Rust's two manglings, C++'s (Itanium); Go and C write plain ones. */
final class Demangled {
    /** Longer names are left as they are. */
    static final int MAX_INPUT = 1_000;

    static final int MAX_OUTPUT = 300;

    private Demangled() {}

    /** The name itself where it is not mangled, or in a way that is not known. */
    static String of(String name) {
        if (name.length() > MAX_INPUT) {
            return name.substring(0, MAX_OUTPUT);
        }
        Optional<String> clear = Optional.empty();
        if (name.startsWith("_R")) {
            clear = RustName.parse(name.substring(2));
        } else if (name.startsWith("_ZN") && name.endsWith("E")) {
            clear = OldRustName.parse(name.substring(3)).or(() -> CppName.parse(name.substring(2)));
        } else if (name.startsWith("_Z")) {
            clear = CppName.parse(name.substring(2));
        }
        String told = clear.orElse(name);
        return told.length() > MAX_OUTPUT ? told.substring(0, MAX_OUTPUT) : told;
    }
}
