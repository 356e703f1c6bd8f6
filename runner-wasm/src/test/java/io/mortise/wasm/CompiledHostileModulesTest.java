package io.mortise.wasm;

class CompiledHostileModulesTest extends HostileModulesTest {
    @Override
    boolean compiles() {
        return true;
    }
}
