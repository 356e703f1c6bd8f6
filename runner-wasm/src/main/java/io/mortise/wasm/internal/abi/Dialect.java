package io.mortise.wasm.internal.abi;

import io.mortise.api.Call;
import io.mortise.api.Limits;
import io.mortise.api.error.Detail.Violation;
import io.mortise.api.host.HostCall;
import io.mortise.api.manifest.PluginManifest;
import io.mortise.wasm.internal.binary.ModuleShape;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A guest ABI: which imports it offers, how it shows, how it maps a call. Nothing outside its package knows it. */
public interface Dialect {
    /** As written in {@code wasm.abi}. */
    String name();

    /** All imports it offers beside {@link CommonImports}, with the permission each needs. */
    List<KnownImport> imports();

    /** True when the module is written for it, going by its imports and exports. */
    boolean claims(ModuleShape shape);

    /** The exports that have the type of a function that may be called, without the ABI's own. */
    List<String> callable(ModuleShape shape);

    /** What keeps this module from running as this plugin; empty = nothing. */
    List<Violation> problems(ModuleShape shape, PluginManifest manifest);

    /** What an operator should know of this module as this plugin; nothing that keeps it from running. */
    default List<String> notes(ModuleShape shape, PluginManifest manifest) {
        return List.of();
    }

    /** The limits where the dialect's own manifest asks for less. */
    default Limits narrowed(Limits limits) {
        return limits;
    }

    /** What the dialect's own manifest gives a call at most; absent = the caller's deadline alone counts. */
    default Optional<Duration> mostTime() {
        return Optional.empty();
    }

    /** One instance; linked before it is made. */
    Guest guest(GuestLink link, Call idle, HostCall context);
}
