package io.mortise.wasm.internal.engine;

import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.WasmModule;
import io.mortise.wasm.internal.cache.CodeCache.Found;
import io.mortise.wasm.internal.cache.CodeKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns checked bytes into something that runs: out of the cache if it is there, else interpreted until the compiler is
 * done.
 */
public final class ModuleLoader implements AutoCloseable {
    /** How modules are to run. */
    public enum Mode {
        /** Interpreted until compiled; a small module's load waits a moment for the compiler. */
        TIERED(Duration.ofMillis(500)),
        /** A load waits for the compiler as long as it may take itself. */
        COMPILED(Duration.ofDays(1)),
        /** Never compiled. */
        INTERPRETED(Duration.ZERO);

        private final Duration patience;

        Mode(Duration patience) {
            this.patience = patience;
        }
    }

    /** What the compiler may take for one module: 16 MiB of ordinary code take a fraction of it. */
    public static final Duration COMPILE_LIMIT = Duration.ofSeconds(60);

    private static final Logger LOG = LoggerFactory.getLogger(ModuleLoader.class);
    private static final String COMPILER = "com.dylibso.chicory.compiler.MachineFactoryCompiler";

    private final Mode mode;
    private final BackgroundCompiler compiler;

    /** @param compileLimit for one module; what takes longer stays interpreted */
    public ModuleLoader(Mode mode, Duration compileLimit) {
        this.mode = hasCompiler() ? mode : Mode.INTERPRETED;
        this.compiler = new BackgroundCompiler(compileLimit);
    }

    public static boolean hasCompiler() {
        try {
            Class.forName(COMPILER, false, ModuleLoader.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    /** How long the load of {@code loaded} may wait for the compiler; not in a crowd, where its turn is far away. */
    Duration patience(LoadedModule loaded) {
        boolean mayBeLong = loaded.order().isLarge() || compiler.isCrowded();
        return mode == Mode.TIERED && mayBeLong ? Duration.ZERO : mode.patience;
    }

    /**
     * Looks into the cache, else parses and validates; takes as long as it takes and cannot be interrupted.
     *
     * @throws RuntimeException whatever the engine throws for a module that is not valid
     */
    LoadedModule load(ModuleOrder order) {
        if (mode == Mode.INTERPRETED) {
            LoadedModule loaded = interpreted(order, Parser.parse(order.bytes()), "interpreted", List.of());
            loaded.settle("interpreted");
            return loaded;
        }
        List<String> notes = new ArrayList<>();
        return cached(order, notes).orElseGet(() -> {
            WasmModule module = Parser.parse(order.bytes());
            LoadedModule loaded = interpreted(order, module, "interpreted, compiling", notes);
            compiler.submit(loaded, module);
            return loaded;
        });
    }

    private static LoadedModule interpreted(ModuleOrder order, WasmModule module, String engine, List<String> notes) {
        return new LoadedModule(order, Tier.interpreted(module), engine, notes);
    }

    private static Optional<LoadedModule> cached(ModuleOrder order, List<String> notes) {
        CodeKey key = CompiledMachines.key(order.hash());
        Found found = order.cache().find(key);
        if (found instanceof Found.Hit hit) {
            try {
                String engine = BackgroundCompiler.engine(hit.code(), "compiled (cache)");
                LoadedModule loaded =
                        new LoadedModule(order, CompiledMachines.open(order.hash(), hit.code()), engine, notes);
                loaded.settle(engine);
                order.listener().counted("code_cache.hit");
                return Optional.of(loaded);
            } catch (RuntimeException | LinkageError e) {
                // Genuine, and yet this JVM does not take it.
                found = order.cache().refuse(key, "it does not load, " + e);
            }
        }
        tell(order, found, notes);
        return Optional.empty();
    }

    private static void tell(ModuleOrder order, Found found, List<String> notes) {
        if (found instanceof Found.Miss) {
            order.listener().counted("code_cache.miss");
            return;
        }
        boolean isRefused = found instanceof Found.Refused;
        String note = found instanceof Found.Refused refused
                ? "an entry of the code cache was refused, " + refused.why() + "; it was removed and is made again"
                : ((Found.Off) found).why();
        notes.add(note);
        order.listener().counted(isRefused ? "code_cache.refused" : "code_cache.off");
        LOG.atWarn()
                .addKeyValue("plugin", order.plugin())
                .addKeyValue("cause", note)
                .log("the code cache was not used");
    }

    @Override
    public void close() {
        compiler.close();
    }
}
