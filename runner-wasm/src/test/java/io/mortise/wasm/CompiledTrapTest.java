package io.mortise.wasm;

class CompiledTrapTest extends TrapTest {
    @Override
    WasmRunnerFactory factory() {
        return new WasmRunnerFactory();
    }
}
