package io.mortise.wasm.internal.abi;

import io.mortise.wasm.internal.binary.ModuleShape;
import io.mortise.wasm.internal.binary.Signature;

/** One import this host has: a row of the table that says which permission it needs. */
public record KnownImport(String module, String name, Signature signature, Right right) {
    boolean is(ModuleShape.Import wanted) {
        return module.equals(wanted.module()) && name.equals(wanted.name());
    }

    /** {@code mortise/1.kv_get}. */
    @Override
    public String toString() {
        return module + '.' + name;
    }
}
