package io.mortise.wasm;

import java.util.function.Supplier;

/** How guests run in a test that is run for both. */
enum Mode {
    COMPILED(WasmRunnerFactory::compiling),
    INTERPRETED(WasmRunnerFactory::interpreting);

    private final Supplier<WasmRunnerFactory> factory;

    Mode(Supplier<WasmRunnerFactory> factory) {
        this.factory = factory;
    }

    WasmRunnerFactory factory() {
        return factory.get();
    }
}
