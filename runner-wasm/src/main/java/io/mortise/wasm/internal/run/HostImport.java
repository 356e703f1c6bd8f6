package io.mortise.wasm.internal.run;

import io.mortise.wasm.internal.binary.Signature;

/** One function that an instance imports, linked to that instance. */
public record HostImport(String module, String name, Signature signature, Body body) {
    /** What it does. */
    @FunctionalInterface
    public interface Body {
        /** {@code arguments} hold one value each; the answer is ignored where the signature has no result. */
        long call(long[] arguments);
    }
}
