package io.mortise.wasm.internal.engine;

import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Machine;
import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.WasmModule;
import io.mortise.wasm.internal.binary.ModuleShape;
import java.util.List;
import java.util.function.Function;

/** Turns checked bytes into something that runs: compiled to JVM code where the compiler is there, else interpreted. */
public final class ModuleLoader {
    /** How modules are to run. */
    public enum Mode {
        /** Compiled when {@code com.dylibso.chicory:compiler} is on the class path. */
        AUTO,
        INTERPRETED
    }

    private static final String COMPILER = "com.dylibso.chicory.compiler.MachineFactoryCompiler";

    private final boolean compiles;

    public ModuleLoader(Mode mode) {
        this.compiles = mode == Mode.AUTO && hasCompiler();
    }

    public static boolean hasCompiler() {
        try {
            Class.forName(COMPILER, false, ModuleLoader.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    /**
     * Parses, validates and compiles; takes as long as it takes and cannot be interrupted.
     *
     * @throws RuntimeException whatever the engine throws for a module that is not valid
     */
    LoadedModule load(byte[] bytes, ModuleShape shape) {
        WasmModule module = Parser.parse(bytes);
        if (!compiles) {
            return interpreted(shape, module, List.of());
        }
        try {
            Function<Instance, Machine> machines = CompiledMachines.compile(module);
            return new LoadedModule(shape, module, machines, "compiled", List.of());
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            // The engine documents no exception of its own here: whatever the compiler cannot do, the interpreter may.
            return interpreted(shape, module, List.of(why(e)));
        }
    }

    private static String why(Throwable e) {
        String message = String.valueOf(e.getMessage());
        boolean isVector = message.matches("(?s)Unhandled opcode: (V128|[IF][0-9]+[xX][0-9]+)_.*");
        return isVector
                ? "interpreted: SIMD, which the compiler does not know"
                : "interpreted: the compiler refused it, " + message;
    }

    private static LoadedModule interpreted(ModuleShape shape, WasmModule module, List<String> notes) {
        return new LoadedModule(shape, module, TracingInterpreter::new, "interpreted", notes);
    }
}
