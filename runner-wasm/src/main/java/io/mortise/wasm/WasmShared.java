package io.mortise.wasm;

import io.mortise.wasm.internal.engine.ModuleLoader;
import io.mortise.wasm.internal.engine.ModuleShelf;
import io.mortise.wasm.internal.engine.Priming;
import io.mortise.wasm.internal.run.StackProbe;
import io.mortise.wasm.internal.run.Ticker;
import java.security.SecureRandom;

/** What all runners of one factory share. */
final class WasmShared implements AutoCloseable {
    final Ticker ticker = new Ticker();
    final StackProbe probe = new StackProbe();
    final SecureRandom random = new SecureRandom();
    final Dialects dialects;
    final ModuleShelf shelf;

    WasmShared(ModuleLoader loader, WasmImports imports) {
        dialects = new Dialects(imports);
        Priming.run(probe);
        shelf = new ModuleShelf(loader);
    }

    @Override
    public void close() {
        shelf.close();
        ticker.close();
    }
}
