package io.mortise.wasm;

import io.mortise.wasm.internal.binary.ModuleShape;
import io.mortise.wasm.internal.debug.DebugInfo;
import io.mortise.wasm.internal.engine.LoadedModule;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The modules a plugin consists of beside its main one, by name, in the order they start; usually none.
 *
 * @param mainName under which they import from the main module; absent = they do not
 * @param debug names and lines of each library
 */
record LinkedModules(Optional<String> mainName, Map<String, LoadedModule> libraries, Map<String, DebugInfo> debug) {
    LinkedModules {
        debug = Map.copyOf(debug);
        libraries = Collections.unmodifiableMap(new LinkedHashMap<>(libraries));
    }

    Linking linking(ModuleShape main) {
        Map<String, ModuleShape> shapes = new LinkedHashMap<>();
        libraries.forEach((name, module) -> shapes.put(name, module.shape()));
        mainName.ifPresent(name -> shapes.put(name, main));
        return new Linking(shapes);
    }
}
