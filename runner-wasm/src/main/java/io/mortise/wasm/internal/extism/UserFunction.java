package io.mortise.wasm.internal.extism;

import io.mortise.api.host.HostCall;
import io.mortise.wasm.internal.abi.KnownImport;
import io.mortise.wasm.internal.abi.Right;
import io.mortise.wasm.internal.binary.Signature;

/** A function of the application with a wasm signature, which Extism guests import. */
public record UserFunction(String module, String name, Signature signature, Body body) {
    /** Where an import without a namespace of its own comes from. */
    public static final String MODULE = "extism:host/user";

    /** What it does. */
    @FunctionalInterface
    public interface Body {
        /** One value for each parameter; answers one for each result. */
        long[] apply(Blocks blocks, long[] arguments);
    }

    /** The arena of the calling instance, for as long as the function runs. */
    public interface Blocks {
        /** A copy of the block; empty for handle 0. Traps the guest when the handle is none. */
        byte[] read(long handle);

        /** A new block that the guest frees; 0 for nothing. LIMIT_REACHED when there is no room. */
        long store(byte[] content);

        /** Lets a block go. */
        void free(long handle);

        /** Whose call it is. */
        HostCall call();
    }

    /** As in {@code permissions.app}: the name, behind the module when that is not the usual one. */
    public String permission() {
        return module.equals(MODULE) ? name : module.replaceAll("[^A-Za-z0-9_.-]", "-") + '.' + name;
    }

    KnownImport known() {
        return new KnownImport(module, name, signature, Right.APP);
    }
}
