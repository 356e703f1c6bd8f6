package io.mortise.wasm.internal.abi;

import io.mortise.wasm.internal.binary.ModuleShape;

/** A module that the main one is linked with, of one instance. */
public record GuestLibrary(ModuleShape shape, Invoker invoker) {
    /** Calls one of its exports. */
    @FunctionalInterface
    public interface Invoker {
        long invoke(String export, long... arguments);
    }
}
