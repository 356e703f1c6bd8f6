package io.mortise.wasm;

class InterpretedGuestImageTest extends GuestImageTest {
    @Override
    WasmRunnerFactory factory() {
        return WasmRunnerFactory.interpreting();
    }
}
