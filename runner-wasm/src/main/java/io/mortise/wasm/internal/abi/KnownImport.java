package io.mortise.wasm.internal.abi;

import io.mortise.wasm.internal.binary.Signature;
import java.util.Optional;

/** One import this host has, whatever dialect it belongs to: the table that says which permission it needs. */
record KnownImport(Signature signature, Right right) {
    static Optional<KnownImport> of(String module, String name) {
        return switch (module) {
            case MortiseImport.MODULE ->
                MortiseImport.of(name).map(row -> new KnownImport(row.signature(), row.right()));
            case WasiImport.MODULE -> WasiImport.of(name).map(row -> new KnownImport(row.signature(), Right.NONE));
            case AbortImport.MODULE ->
                name.equals(AbortImport.NAME)
                        ? Optional.of(new KnownImport(AbortImport.SIGNATURE, Right.NONE))
                        : Optional.empty();
            default -> Optional.empty();
        };
    }
}
