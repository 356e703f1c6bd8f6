package io.mortise.wasm;

import io.mortise.api.Runner;
import io.mortise.api.RunnerEnvironment;
import io.mortise.api.RunnerFactory;
import io.mortise.api.RuntimeKind;
import io.mortise.api.Sandbox;
import io.mortise.wasm.internal.engine.ModuleLoader;
import java.util.List;

/**
 * Makes runners for WebAssembly bundles. All of them share a ticker thread, loader and compiler threads, and the loaded modules;
 * {@link #close} ends them. Found by {@link java.util.ServiceLoader}; any thread.
 */
public final class WasmRunnerFactory implements RunnerFactory {
    private final WasmShared shared;

    /**
     * Interprets until a background thread has compiled the module, then switches over; compiled code is kept in the
     * environment's cache. Without {@code com.dylibso.chicory:compiler} on the class path it only interprets.
     */
    public WasmRunnerFactory() {
        this(ModuleLoader.Mode.TIERED, WasmImports.NONE);
    }

    private WasmRunnerFactory(ModuleLoader.Mode mode, WasmImports imports) {
        this(new ModuleLoader(mode, ModuleLoader.COMPILE_LIMIT), imports);
    }

    WasmRunnerFactory(ModuleLoader loader, WasmImports imports) {
        shared = new WasmShared(loader, imports);
    }

    /** Compiles before the first call, however long that takes; what cannot be compiled is interpreted. */
    public static WasmRunnerFactory compiling() {
        return compiling(WasmImports.NONE);
    }

    /** The same with functions of the application. */
    public static WasmRunnerFactory compiling(WasmImports imports) {
        return new WasmRunnerFactory(ModuleLoader.Mode.COMPILED, imports);
    }

    /** Never compiles: slower by far, but the first call comes sooner. */
    public static WasmRunnerFactory interpreting() {
        return new WasmRunnerFactory(ModuleLoader.Mode.INTERPRETED, WasmImports.NONE);
    }

    /** With functions of the application for guests of other systems to import. */
    public static WasmRunnerFactory offering(WasmImports imports) {
        return new WasmRunnerFactory(ModuleLoader.Mode.TIERED, imports);
    }

    /** The same without compiling. */
    public static WasmRunnerFactory interpreting(WasmImports imports) {
        return new WasmRunnerFactory(ModuleLoader.Mode.INTERPRETED, imports);
    }

    @Override
    public RuntimeKind runtime() {
        return RuntimeKind.WASM;
    }

    @Override
    public Runner create(RunnerEnvironment environment) {
        return new WasmRunner(shared, environment);
    }

    /** Always {@link Sandbox#WASM}: there is no other way to run a module. */
    @Override
    public Sandbox sandbox(Sandbox wanted) {
        return Sandbox.WASM;
    }

    @Override
    public List<Probe> probe() {
        boolean compiles = ModuleLoader.hasCompiler();
        return List.of(new Probe(
                "wasm compiler",
                compiles,
                compiles ? "com.dylibso.chicory:compiler" : "none: modules are interpreted, 30 to 100 times slower",
                compiles ? "" : "add com.dylibso.chicory:compiler to the class path"));
    }

    /** Contents held by runners that were not stopped. */
    int loadedModules() {
        return shared.shelf.size();
    }

    /** Housekeeping as of that moment. */
    void sweep(long nanoTime) {
        shared.ticker.sweep(nanoTime);
    }

    /** Instances alive. */
    int liveInstances() {
        return shared.ticker.watched();
    }

    @Override
    public void close() {
        shared.close();
    }
}
