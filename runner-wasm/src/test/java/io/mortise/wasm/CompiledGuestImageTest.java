package io.mortise.wasm;

class CompiledGuestImageTest extends GuestImageTest {
    @Override
    WasmRunnerFactory factory() {
        return new WasmRunnerFactory();
    }
}
