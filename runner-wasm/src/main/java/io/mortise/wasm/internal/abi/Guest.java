package io.mortise.wasm.internal.abi;

import io.mortise.api.Call;
import io.mortise.api.host.HostCall;
import io.mortise.wasm.internal.binary.ModuleShape;
import io.mortise.wasm.internal.run.HostImport;
import java.util.List;
import java.util.Optional;

/** One instance as its dialect sees it. Only the thread that holds the instance. */
public interface Guest {
    /** What a module of this instance imports from the host, linked to the instance. */
    List<HostImport> imports(ModuleShape shape);

    /** Runtime start-up of the guest's language, once, before anything else. */
    void initialize(Call background, HostCall context);

    /** True when it can be entered this way. */
    boolean has(Entry entry);

    /** Runs guest code; whatever the engine throws passes through. */
    long run(Entry entry, Call call, HostCall context);

    /**
     * Ends a call that returned {@code code}: its output.
     *
     * @throws io.mortise.api.error.PluginException REJECTED in the guest's own words
     */
    byte[] finish(Call call, long code);

    /** What it had said went wrong before it ended in a trap: an error it gave, a panic it wrote; empty = nothing. */
    default String lastWords() {
        return "";
    }

    /**
     * What of this instance lives on the host's side between calls, so that an image of the guest would miss it; empty =
     * nothing does. A dialect that has not thought of it has no images.
     */
    default Optional<String> hindersImage() {
        return Optional.of("its dialect keeps a part of it on the host's side");
    }

    /** Lets go of the call, however it ended; the guest is not running. */
    void release();
}
