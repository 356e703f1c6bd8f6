package io.mortise.wasm.internal.engine;

import com.dylibso.chicory.runtime.GlobalInstance;
import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.MutabilityType;
import com.dylibso.chicory.wasm.types.ValType;

/** The globals of one instance, in the order in which the engine makes them: that of their indices. */
final class OwnGlobals {
    private final GlobalInstance[] all;
    private int made;

    OwnGlobals(WasmModule module) {
        this.all = new GlobalInstance[module.globalSection().globalCount()];
    }

    /** Filled while the engine initialises the instance, before any of its code runs. */
    GlobalInstance[] all() {
        return all;
    }

    GlobalInstance create(long low, long high, ValType type, MutabilityType mutability) {
        GlobalInstance global = new GlobalInstance(low, high, type, mutability);
        all[made++] = global;
        return global;
    }
}
