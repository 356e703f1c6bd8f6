package io.mortise.wasm;

import io.mortise.api.Limits;
import io.mortise.api.PluginConfig;
import io.mortise.api.RunnerEnvironment;
import io.mortise.api.Subject;
import io.mortise.api.host.HostApi;
import io.mortise.api.manifest.RuntimeSpec;
import io.mortise.wasm.internal.abi.Dialect;
import io.mortise.wasm.internal.binary.ModuleCaps;
import io.mortise.wasm.internal.debug.DebugInfo;
import io.mortise.wasm.internal.engine.LoadedModule;
import io.mortise.wasm.internal.run.Account;
import io.mortise.wasm.internal.run.CutOff;
import io.mortise.wasm.internal.run.LinearMemory;
import io.mortise.wasm.internal.wasi.MountedFolders;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

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
        CutOff cutOff,
        Account account,
        LongAdder ticksInGuest,
        RunnerEnvironment environment) {
    /** The plan of a generation, whose instances together may hold what all places, full, would. */
    static GuestPlan of(
            LoadedBundle bundle,
            PluginConfig config,
            HostApi host,
            MountedFolders folders,
            RunnerEnvironment environment) {
        RuntimeSpec.Wasm spec = bundle.checked().spec();
        long most = config.limits().memoryBytes() * 2 * places(config.limits(), spec);
        return new GuestPlan(
                bundle.shared(),
                bundle.module(),
                bundle.linked(),
                bundle.checked().dialect(),
                spec,
                config,
                host,
                folders,
                debug(bundle),
                new CutOff(),
                new Account(config.subject(), environment.memory(), most),
                new LongAdder(),
                environment);
    }

    private static DebugInfo debug(LoadedBundle bundle) {
        return new DebugInfo(
                bundle.checked().main().bytes(), bundle.checked().main().file());
    }

    Subject subject() {
        return config.subject();
    }

    Limits limits() {
        return dialect.narrowed(config.limits());
    }

    ModuleCaps caps() {
        return ModuleCaps.STANDARD;
    }

    /** What the modules of one instance declare together at their start. */
    long leastMemoryBytes() {
        return Stream.concat(Stream.of(module), linked.libraries().values().stream())
                .flatMap(each -> each.shape().memory().stream())
                .mapToLong(memory -> memory.minPages() * LinearMemory.PAGE)
                .sum();
    }

    /** Calls inside at once: the smaller of what the plugin asked for and what it may have. */
    int places() {
        return places(limits(), spec);
    }

    private static int places(Limits limits, RuntimeSpec.Wasm spec) {
        return Math.max(1, Math.min(limits.concurrency(), spec.pool().maxInstances()));
    }

    /** Instances kept ready, never more than there are places. */
    int minInstances() {
        return Math.min(places(), spec.pool().minInstances());
    }

    /** Calls after which an instance is let go; a fresh state for every call is one use. */
    int maxUses() {
        int max = spec.pool().maxUses();
        return spec.fresh() ? 1 : max == 0 ? Integer.MAX_VALUE : max;
    }
}
