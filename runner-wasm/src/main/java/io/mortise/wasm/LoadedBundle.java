package io.mortise.wasm;

import static java.util.Objects.requireNonNullElse;

import io.mortise.api.Limits;
import io.mortise.api.PluginBundle;
import io.mortise.api.PluginDescriptor;
import io.mortise.api.RunnerEnvironment;
import io.mortise.api.error.CallErrors;
import io.mortise.api.error.Detail;
import io.mortise.api.error.Detail.Violation;
import io.mortise.api.error.Failure;
import io.mortise.api.error.PluginException;
import io.mortise.api.error.StartProblem;
import io.mortise.wasm.internal.binary.ModuleCaps;
import io.mortise.wasm.internal.binary.ModuleFile;
import io.mortise.wasm.internal.binary.ModuleShape;
import io.mortise.wasm.internal.cache.CodeCache;
import io.mortise.wasm.internal.debug.DebugInfo;
import io.mortise.wasm.internal.engine.LoadedModule;
import io.mortise.wasm.internal.engine.ModuleOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/** A bundle whose module was checked and loaded; holds it on the shelf until it is closed. */
record LoadedBundle(
        PluginBundle bundle, ModuleCheck.Checked checked, LoadedModule module, LinkedModules linked, WasmShared shared)
        implements AutoCloseable {
    /** BAD_MODULE, BAD_BUNDLE, START_FAILED when loading outlasts the start timeout. */
    static LoadedBundle open(PluginBundle bundle, WasmShared shared, RunnerEnvironment environment) {
        ModuleCheck check = new ModuleCheck(bundle.subject(), bundle.manifest(), bundle.root(), shared.dialects);
        ModuleCheck.Checked checked = check.check(ModuleCaps.STANDARD);
        Duration patience = bundle.manifest().limits().startTimeout().orElse(Limits.WASM.startTimeout());
        Orders orders = new Orders(bundle, environment);
        List<String> taken = new ArrayList<>();
        boolean isLoaded = false;
        try {
            taken.add(checked.main().hash());
            LoadedModule module = shared.shelf.take(orders.of(checked.main()), patience);
            Map<String, LoadedModule> libraries = new LinkedHashMap<>();
            Map<String, DebugInfo> debug = new LinkedHashMap<>();
            for (Library each : checked.libraries()) {
                taken.add(each.file().hash());
                libraries.put(each.name(), shared.shelf.take(orders.of(each.file()), patience));
                debug.put(
                        each.name(),
                        new DebugInfo(each.file().bytes(), each.file().file()));
            }
            isLoaded = true;
            LinkedModules linked = new LinkedModules(checked.mainName(), libraries, debug);
            return new LoadedBundle(bundle, checked, module, linked, shared);
        } catch (ExecutionException e) {
            String found = requireNonNullElse(e.getCause(), e).getMessage();
            throw check.bad(List.of(new Violation("", "is not valid: " + found)))
                    .causedBy(e);
        } catch (TimeoutException e) {
            throw tooSlow(bundle, patience);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CallErrors.cancelled(bundle.subject(), "load");
        } finally {
            if (!isLoaded) {
                taken.forEach(shared.shelf::release);
            }
        }
    }

    /** For whom modules are loaded. */
    private record Orders(PluginBundle bundle, RunnerEnvironment environment) {
        ModuleOrder of(ModuleFile file) {
            return new ModuleOrder(
                    bundle.subject().plugin().name(),
                    file.hash(),
                    file.bytes(),
                    file.shape(),
                    new CodeCache(environment.cache(), CodeCache.MAX_BYTES),
                    environment.listener());
        }
    }

    private static PluginException tooSlow(PluginBundle bundle, Duration patience) {
        String limit = CallErrors.duration(patience);
        String next = "raise limits.start_timeout or make the module smaller";
        return PluginException.of(
                Failure.START_FAILED,
                bundle.subject(),
                "loading its module took more than %s; %s".formatted(limit, next),
                new Detail.StartFailure(StartProblem.TIMEOUT, "at most " + limit, "more", List.of(), next));
    }

    PluginDescriptor descriptor() {
        return new PluginDescriptor(
                checked.dialect().name(),
                module.engine(),
                checked.main().shape().imports().stream()
                        .map(ModuleShape.Import::toString)
                        .collect(Collectors.toSet()),
                notes());
    }

    List<String> notes() {
        List<String> notes = new ArrayList<>(module.notes());
        if (module.engine().startsWith("interpreted: ")) {
            notes.add(module.engine());
        }
        notes.addAll(checked.dialect().notes(checked.main().shape(), bundle.manifest()));
        if (checked.spec().image()) {
            module.hindersImage().map(GuestMaker::startsNormally).ifPresent(notes::add);
        }
        return List.copyOf(notes);
    }

    @Override
    public void close() {
        shared.shelf.release(checked.main().hash());
        checked.libraries().forEach(each -> shared.shelf.release(each.file().hash()));
    }
}
