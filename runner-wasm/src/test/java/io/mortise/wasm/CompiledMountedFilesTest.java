package io.mortise.wasm;

class CompiledMountedFilesTest extends MountedFilesTest {
    @Override
    WasmRunnerFactory factory() {
        return WasmRunnerFactory.compiling();
    }
}
