package io.mortise.wasm;

import io.mortise.api.error.Detail.Trap;
import io.mortise.wasm.internal.abi.Guest;
import io.mortise.wasm.internal.abi.GuestLibrary;
import io.mortise.wasm.internal.binary.ModuleShape;
import io.mortise.wasm.internal.engine.Crossings;
import io.mortise.wasm.internal.engine.EngineImage;
import io.mortise.wasm.internal.engine.EngineInstance;
import io.mortise.wasm.internal.engine.LoadedModule;
import io.mortise.wasm.internal.engine.Room;
import io.mortise.wasm.internal.run.HostDoor;
import io.mortise.wasm.internal.run.HostImport;
import io.mortise.wasm.internal.run.Ration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The engine's instances of one plugin instance: the main module and those it is linked with. Calls between them are
 * bound when they are made, so modules may import from each other in a circle.
 */
final class LinkedInstances {
    private final GuestPlan plan;
    private final HostDoor door;
    private final Ration ration;
    private final Linking linking;
    private final Map<String, EngineInstance> byName = new LinkedHashMap<>();
    private final Crossings crossings = new Crossings();
    private final EngineInstance main;

    /** {@code image}: what the main module starts from; empty = from itself. */
    LinkedInstances(GuestPlan plan, Guest guest, HostDoor door, Ration ration, Optional<EngineImage> image) {
        this.plan = plan;
        this.door = door;
        this.ration = ration;
        this.linking = plan.linked().linking(plan.module().shape());
        plan.linked().libraries().forEach((name, module) -> byName.put(name, link(module, guest, Optional.empty())));
        this.main = link(plan.module(), guest, image);
        plan.linked().mainName().ifPresent(name -> byName.put(name, main));
    }

    EngineInstance main() {
        return main;
    }

    /** True when a new instance of one of them would run compiled and this one does not. */
    boolean isOutdated() {
        // Asked after every call; nearly always there is only the main one.
        return main.isOutdated()
                || (!byName.isEmpty() && byName.values().stream().anyMatch(EngineInstance::isOutdated));
    }

    /** Memories and start sections, those of the libraries first. */
    void begin() {
        plan.linked().libraries().keySet().forEach(name -> at(name).begin());
        main.begin();
    }

    List<GuestLibrary> libraries() {
        List<GuestLibrary> libraries = new ArrayList<>();
        plan.linked().libraries().forEach((name, module) -> {
            EngineInstance instance = at(name);
            libraries.add(new GuestLibrary(module.shape(), instance::invoke));
        });
        return libraries;
    }

    private EngineInstance link(LoadedModule module, Guest guest, Optional<EngineImage> image) {
        List<HostImport> imports = new ArrayList<>(guest.imports(linking.outside(module.shape())));
        module.shape().imports().stream()
                .filter(linking::links)
                .map(this::bridge)
                .forEach(imports::add);
        return EngineInstance.link(module, imports, new Room(ration, plan.caps().tableEntries()), image);
    }

    private HostImport bridge(ModuleShape.Import wanted) {
        return new HostImport(wanted.module(), wanted.name(), wanted.signature().orElseThrow(), arguments -> {
            door.prove();
            EngineInstance callee = at(wanted.module());
            try {
                return callee.invoke(wanted.name(), arguments);
            } catch (RuntimeException | Error e) {
                crossings.leaves(callee, e);
                throw e;
            }
        });
    }

    /** What {@code thrown} says of the guest, each frame by the names of its own module. */
    Trap trap(Throwable thrown) {
        return crossings.trap(thrown, main, this::known);
    }

    private Crossings.Known known(EngineInstance instance) {
        return plan.linked().debug().entrySet().stream()
                .filter(each -> byName.get(each.getKey()) == instance)
                .findFirst()
                .map(each -> new Crossings.Known(each.getKey() + '!', each.getValue()))
                .orElseGet(() -> new Crossings.Known("", plan.debug()));
    }

    private EngineInstance at(String name) {
        EngineInstance found = byName.get(name);
        if (found == null) {
            throw new IllegalStateException("module " + name + " was called before it was linked");
        }
        return found;
    }
}
