package io.mortise.wasm.internal.abi;

import io.mortise.api.Call;
import io.mortise.api.error.Detail.Violation;
import io.mortise.api.host.HostCall;
import io.mortise.api.manifest.PluginManifest;
import io.mortise.wasm.internal.binary.ModuleShape;
import java.util.List;

/** A guest ABI: which imports it offers, how it shows, how it maps a call. Nothing outside its class knows it. */
public interface Dialect {
    /** As written in {@code wasm.abi}. */
    String name();

    /** True when the module is written for it, going by its imports and exports. */
    boolean claims(ModuleShape shape);

    /** What keeps this module from running as this plugin; empty = nothing. */
    List<Violation> problems(ModuleShape shape, PluginManifest manifest);

    /** One instance; linked before it is made. */
    Guest guest(GuestLink link, Call idle, HostCall context);
}
