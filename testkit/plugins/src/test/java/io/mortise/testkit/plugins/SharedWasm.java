package io.mortise.testkit.plugins;

import io.mortise.api.Runner;
import io.mortise.api.RunnerEnvironment;
import io.mortise.api.RunnerFactory;
import io.mortise.api.RuntimeKind;
import io.mortise.api.Sandbox;
import io.mortise.wasm.WasmRunnerFactory;
import java.util.List;

/** One wasm runtime for many managers, so that what one has loaded is there for the next; it lives as long as the JVM. */
final class SharedWasm implements RunnerFactory {
    static final SharedWasm INSTANCE = new SharedWasm();

    private final RunnerFactory real = new WasmRunnerFactory();

    private SharedWasm() {}

    @Override
    public RuntimeKind runtime() {
        return real.runtime();
    }

    @Override
    public Runner create(RunnerEnvironment environment) {
        return real.create(environment);
    }

    @Override
    public Sandbox sandbox(Sandbox wanted) {
        return real.sandbox(wanted);
    }

    @Override
    public List<Probe> probe() {
        return real.probe();
    }

    /** A manager that closes does not take it from the others. */
    @Override
    public void close() {}
}
