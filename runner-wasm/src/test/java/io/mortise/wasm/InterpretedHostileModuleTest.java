package io.mortise.wasm;

class InterpretedHostileModuleTest extends HostileModuleTest {
    @Override
    WasmRunnerFactory factory() {
        return WasmRunnerFactory.interpreting();
    }
}
