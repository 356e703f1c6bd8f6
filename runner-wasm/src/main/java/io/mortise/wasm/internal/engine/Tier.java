package io.mortise.wasm.internal.engine;

import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Machine;
import com.dylibso.chicory.wasm.WasmModule;
import java.util.function.Function;

/** One way in which a module can run, equal only to itself. An instance stays in the tier it was linked in. */
final class Tier {
    private final WasmModule module;
    private final Function<Instance, Machine> machines;

    /**
     * @param module with all bodies, or without those that were compiled
     * @param machines makes the machine of an instance; bound to exactly this {@code module}
     */
    Tier(WasmModule module, Function<Instance, Machine> machines) {
        this.module = module;
        this.machines = machines;
    }

    static Tier interpreted(WasmModule module) {
        return new Tier(module, TracingInterpreter::new);
    }

    WasmModule module() {
        return module;
    }

    Function<Instance, Machine> machines() {
        return machines;
    }
}
