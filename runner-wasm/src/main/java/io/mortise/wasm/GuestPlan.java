package io.mortise.wasm;

import io.mortise.api.Limits;
import io.mortise.api.PluginConfig;
import io.mortise.api.Subject;
import io.mortise.api.host.HostApi;
import io.mortise.api.manifest.RuntimeSpec;
import io.mortise.wasm.internal.abi.Dialect;
import io.mortise.wasm.internal.binary.ModuleCaps;
import io.mortise.wasm.internal.debug.DebugInfo;
import io.mortise.wasm.internal.engine.LoadedModule;
import io.mortise.wasm.internal.run.CutOff;
import io.mortise.wasm.internal.wasi.MountedFolders;

/** Everything that the instances of one generation have in common. */
record GuestPlan(
        WasmShared shared,
        LoadedModule module,
        LinkedModules linked,
        Dialect dialect,
        RuntimeSpec.Wasm spec,
        PluginConfig config,
        HostApi host,
        MountedFolders folders,
        DebugInfo debug,
        CutOff cutOff) {
    Subject subject() {
        return config.subject();
    }

    Limits limits() {
        return dialect.narrowed(config.limits());
    }

    ModuleCaps caps() {
        return ModuleCaps.STANDARD;
    }

    /** Calls inside at once: the smaller of what the plugin asked for and what it may have. */
    int places() {
        return Math.max(1, Math.min(limits().concurrency(), spec.pool().maxInstances()));
    }

    /** Calls after which an instance is let go; a fresh state for every call is one use. */
    int maxUses() {
        int max = spec.pool().maxUses();
        return spec.fresh() ? 1 : max == 0 ? Integer.MAX_VALUE : max;
    }
}
