package io.mortise.wasm;

class InterpretedTrapTest extends TrapTest {
    @Override
    WasmRunnerFactory factory() {
        return WasmRunnerFactory.interpreting();
    }
}
