package io.mortise.wasm.internal.engine;

import com.dylibso.chicory.compiler.InterpreterFallback;
import com.dylibso.chicory.compiler.internal.ByteClassCollector;
import com.dylibso.chicory.compiler.internal.Compiler;
import com.dylibso.chicory.compiler.internal.CompilerResult;
import com.dylibso.chicory.compiler.internal.MachineFactory;
import com.dylibso.chicory.wasm.ChicoryException;
import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.Version;
import com.dylibso.chicory.wasm.WasmModule;
import io.mortise.wasm.internal.binary.ModuleMap;
import io.mortise.wasm.internal.binary.StrippedModule;
import io.mortise.wasm.internal.cache.CodeKey;
import io.mortise.wasm.internal.cache.CompiledCode;
import io.mortise.wasm.internal.lean.LeanClasses;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The only class that needs the optional compiler; loaded when it is there. */
final class CompiledMachines {
    /** Few enough that the compiler asks its budget often; a call into another class costs no more than into the same. */
    static final int FUNCTIONS_A_CLASS = 1_024;

    /** Each function that turns out too large makes the compiler begin again. */
    private static final int MAX_ATTEMPTS = 8;

    /** What compiled functions call, as class files name it. */
    private static final String ACCESS = FlatAccess.class.getName().replace('.', '/');

    /** The engine names the function only in its message. */
    private static final Pattern TOO_LARGE = Pattern.compile("WASM function index: ([0-9]+)");

    private CompiledMachines() {}

    static CodeKey key(String moduleHash) {
        return new CodeKey(
                moduleHash,
                "chicory " + Version.version(),
                "functions a class " + FUNCTIONS_A_CLASS + ", " + LeanClasses.FORM + ", lines are sites");
    }

    /**
     * Functions too large for one JVM method stay interpreted inside the compiled module.
     *
     * @throws RuntimeException {@link CannotCompile}, or whatever the engine throws for what it does not know
     */
    static CompiledCode compile(WasmModule module, ModuleOrder order, CompileBudget budget) {
        int imported = order.shape().importedFunctions();
        Set<Integer> interpreted = HeavyFunctions.of(module, imported);
        for (int attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
            try {
                CompilerResult result = attempt(module, interpreted, budget);
                byte[] stripped = StrippedModule.of(order.bytes(), imported, interpreted::contains);
                Map<String, byte[]> lean = LeanClasses.of(result.classBytes(), order.shape(), ACCESS);
                return new CompiledCode(
                        stripped,
                        result.collector().mainClassName(),
                        numbered(lean, order, budget),
                        interpreted.size());
            } catch (ChicoryException e) {
                int tooLarge = tooLarge(e).orElseThrow(() -> e);
                interpreted.add(tooLarge);
                if (attempt > 1) {
                    addAllAsLarge(module, imported, tooLarge, interpreted);
                }
            }
        }
        throw new CannotCompile("too many functions are too large for a JVM method");
    }

    private static CompilerResult attempt(WasmModule module, Set<Integer> interpreted, CompileBudget budget) {
        return Compiler.builder(module)
                .withInterpreterFallback(InterpreterFallback.FAIL)
                .withInterpretedFunctions(interpreted)
                .withMaxFunctionsPerClass(FUNCTIONS_A_CLASS)
                .withClassCollectorFactory(() -> new Collector(budget))
                .build()
                .compile();
    }

    /** Last, since the numbers stand at calls that what shortens functions looks for. */
    private static Map<String, byte[]> numbered(Map<String, byte[]> classes, ModuleOrder order, CompileBudget budget) {
        LineNumbers lines = new LineNumbers(ModuleMap.read(order.bytes()));
        Map<String, byte[]> numbered = new LinkedHashMap<>();
        classes.forEach((name, bytes) -> {
            budget.check();
            numbered.put(name, lines.in(bytes));
        });
        return numbered;
    }

    private static OptionalInt tooLarge(ChicoryException e) {
        Matcher found = TOO_LARGE.matcher(String.valueOf(e.getMessage()));
        return found.find() ? OptionalInt.of(Integer.parseInt(found.group(1))) : OptionalInt.empty();
    }

    private static void addAllAsLarge(WasmModule module, int imported, int function, Set<Integer> to) {
        int size = module.codeSection()
                .getFunctionBody(function - imported)
                .instructions()
                .size();
        for (int i = 0; i < module.codeSection().functionBodyCount(); i++) {
            if (module.codeSection().getFunctionBody(i).instructions().size() >= size) {
                to.add(imported + i);
            }
        }
    }

    /** Defines the classes, each checked by the JVM's verifier; {@code hash} is the module's. */
    static Tier open(String hash, CompiledCode code) {
        WasmModule module = Parser.parse(code.module());
        CodeLoader loader = new CodeLoader(hash, code.classes());
        return new Tier(module, new MachineFactory(module, loader.machines(code.mainClass())));
    }

    /** Keeps the class files; none is defined before all are there. */
    private static final class Collector extends ByteClassCollector {
        private final CompileBudget budget;

        Collector(CompileBudget budget) {
            budget.check();
            this.budget = budget;
        }

        @Override
        public void put(String className, byte[] bytes) {
            budget.check();
            super.put(className, bytes);
        }
    }
}
