package io.mortise.wasm;

class CompiledHostileModuleTest extends HostileModuleTest {
    @Override
    WasmRunnerFactory factory() {
        return WasmRunnerFactory.compiling();
    }
}
