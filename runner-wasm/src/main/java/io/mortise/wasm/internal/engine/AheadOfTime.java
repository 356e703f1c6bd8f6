package io.mortise.wasm.internal.engine;

import com.dylibso.chicory.wasm.ChicoryException;
import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.WasmModule;
import io.mortise.wasm.internal.cache.CodeCache.Found;
import io.mortise.wasm.internal.cache.CodeKey;
import io.mortise.wasm.internal.cache.CompiledCode;
import java.util.Optional;

/** Fills the cache before anything is started; runs no guest code. On the caller's thread, as long as it takes. */
public final class AheadOfTime {
    private AheadOfTime() {}

    /** What became of a module. */
    public sealed interface Outcome {
        /** The cache had it; {@code interpretedFunctions} were too large for the compiler. */
        record There(int interpretedFunctions) implements Outcome {}

        /** It is in the cache now. */
        record Compiled(int interpretedFunctions) implements Outcome {}

        /** The compiler does not take it; it runs interpreted. */
        record Interpreted(String why) implements Outcome {}

        /** The engine says that it is no valid module. */
        record Invalid(String why) implements Outcome {}

        /** Nothing can be kept. */
        record CacheOff(String why) implements Outcome {}
    }

    /** @param order of a module that was checked */
    public static Outcome compile(ModuleOrder order) {
        if (!ModuleLoader.hasCompiler()) {
            return new Outcome.Interpreted("there is no compiler; add com.dylibso.chicory:compiler to the class path");
        }
        CodeKey key = CompiledMachines.key(order.hash());
        Found found = order.cache().find(key);
        if (found instanceof Found.Hit hit) {
            return new Outcome.There(hit.code().interpretedFunctions());
        }
        if (found instanceof Found.Off off) {
            return new Outcome.CacheOff(off.why());
        }
        WasmModule module;
        try {
            module = Parser.parse(order.bytes());
        } catch (ChicoryException e) {
            return new Outcome.Invalid(String.valueOf(e.getMessage()));
        }
        return compiled(order, key, module);
    }

    private static Outcome compiled(ModuleOrder order, CodeKey key, WasmModule module) {
        try {
            CompileBudget budget = new CompileBudget(ModuleLoader.COMPILE_LIMIT, () -> true);
            CompiledCode code = CompiledMachines.compile(module, order, budget);
            Optional<String> problem = order.cache().keep(key, code);
            return problem.isPresent()
                    ? new Outcome.CacheOff(problem.get())
                    : new Outcome.Compiled(code.interpretedFunctions());
        } catch (CannotCompile e) {
            return new Outcome.Interpreted(String.valueOf(e.getMessage()));
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            return new Outcome.Interpreted("the compiler refused it, " + e);
        }
    }
}
