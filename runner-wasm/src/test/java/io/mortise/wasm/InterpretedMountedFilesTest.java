package io.mortise.wasm;

class InterpretedMountedFilesTest extends MountedFilesTest {
    @Override
    WasmRunnerFactory factory() {
        return WasmRunnerFactory.interpreting();
    }
}
