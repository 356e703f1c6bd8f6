package io.mortise.wasm;

class InterpretedHostileModulesTest extends HostileModulesTest {
    @Override
    boolean compiles() {
        return false;
    }
}
