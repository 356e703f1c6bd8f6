package io.mortise.wasm.internal.engine;

import com.dylibso.chicory.wabt.Wat2Wasm;
import com.dylibso.chicory.wasm.ChicoryException;
import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.WasmModule;
import io.mortise.api.MemoryBudget;
import io.mortise.api.PluginId;
import io.mortise.api.RunnerListener;
import io.mortise.api.Subject;
import io.mortise.wasm.internal.binary.ModuleCaps;
import io.mortise.wasm.internal.binary.ModuleShape;
import io.mortise.wasm.internal.binary.SectionReader;
import io.mortise.wasm.internal.cache.CodeCache;
import io.mortise.wasm.internal.run.Account;
import io.mortise.wasm.internal.run.HostImport;
import io.mortise.wasm.internal.run.Ration;
import io.mortise.wasm.internal.run.StackProbe;
import io.mortise.wasm.internal.run.Tab;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One module, interpreted and compiled. */
final class TwoTiers {
    private static final int MEMORY = 16 << 20;

    final EngineInstance interpreted;
    final EngineInstance compiled;

    TwoTiers(String wat, List<HostImport> imports) {
        byte[] bytes = Wat2Wasm.parse(wat);
        ModuleShape shape = SectionReader.read(bytes, ModuleCaps.STANDARD).shape();
        CodeCache nowhere = new CodeCache(Path.of("unused"), 0);
        ModuleOrder order = new ModuleOrder("test", "0", bytes, shape, nowhere, RunnerListener.NONE);
        WasmModule module = Parser.parse(bytes);
        this.interpreted = instance(order, Tier.interpreted(module), imports);
        CompileBudget budget = new CompileBudget(Duration.ofMinutes(1), () -> true);
        this.compiled = instance(
                order, CompiledMachines.open(order.hash(), CompiledMachines.compile(module, order, budget)), imports);
    }

    private static EngineInstance instance(ModuleOrder order, Tier tier, List<HostImport> imports) {
        LoadedModule loaded = new LoadedModule(order, tier, "test", List.of());
        Subject nobody = Subject.unstarted(PluginId.of("test"), "0.0.0");
        Tab tab = new Tab(new Account(nobody, MemoryBudget.UNBOUNDED, MEMORY), new StackProbe());
        Room room = new Room(new Ration(MEMORY, tab), 10);
        EngineInstance instance = EngineInstance.link(loaded, imports, room, Optional.empty());
        instance.begin();
        return instance;
    }

    /** What a function does: its result, or that it trapped. */
    static String outcome(EngineInstance instance, String export, long... arguments) {
        try {
            return Long.toHexString(instance.invoke(export, arguments));
        } catch (ChicoryException e) {
            return "trap";
        }
    }
}
