package io.mortise.wasm.internal.engine;

import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Machine;
import com.dylibso.chicory.wasm.WasmModule;
import io.mortise.wasm.internal.binary.ModuleShape;
import java.util.List;
import java.util.function.Function;

/**
 * A parsed and, where possible, compiled module; shared by all instances of all generations with the same bytes.
 *
 * @param machines makes the machine of an instance; bound to exactly this {@code module}
 * @param engine {@code compiled} or {@code interpreted}
 * @param notes what an operator should know
 */
public record LoadedModule(
        ModuleShape shape,
        WasmModule module,
        Function<Instance, Machine> machines,
        String engine,
        List<String> notes) {}
