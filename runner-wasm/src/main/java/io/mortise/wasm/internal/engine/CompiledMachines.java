package io.mortise.wasm.internal.engine;

import com.dylibso.chicory.compiler.InterpreterFallback;
import com.dylibso.chicory.compiler.MachineFactoryCompiler;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Machine;
import com.dylibso.chicory.wasm.WasmModule;
import java.util.function.Function;

/** The only class that needs the optional compiler; loaded when it is there. */
final class CompiledMachines {
    private CompiledMachines() {}

    /** Functions too large for one JVM method stay interpreted inside the compiled module. */
    static Function<Instance, Machine> compile(WasmModule module) {
        return MachineFactoryCompiler.builder(module)
                .withInterpreterFallback(InterpreterFallback.SILENT)
                .compile();
    }
}
