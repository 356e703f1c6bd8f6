package io.mortise.wasm.internal.abi;

import io.mortise.api.Limits;
import io.mortise.api.Subject;
import io.mortise.api.host.HostApi;
import io.mortise.wasm.internal.binary.ModuleShape;
import io.mortise.wasm.internal.run.GuestMemory;
import io.mortise.wasm.internal.run.HostDoor;
import io.mortise.wasm.internal.run.Ration;
import io.mortise.wasm.internal.run.Tab;
import io.mortise.wasm.internal.wasi.Descriptors;
import java.security.SecureRandom;
import java.util.List;

/** What a dialect gets to know of one instance. Memory and exports answer once the instance is linked. */
public interface GuestLink {
    Subject subject();

    Limits limits();

    ModuleShape shape();

    HostApi host();

    HostDoor door();

    GuestMemory memory();

    /** The modules it is linked with, in the order they start. */
    List<GuestLibrary> libraries();

    /** What the instance has open; whoever retires the instance closes it. */
    Descriptors descriptors();

    /** Pays for what the host keeps for this instance outside the guest's memory. */
    Tab tab();

    /** What the guest may hold of memory, wherever its dialect keeps it. */
    Ration ration();

    /** A CSPRNG. */
    SecureRandom random();

    /** Calls an export whose name and type were checked at load; the first result, or 0. */
    long invoke(String export, long... arguments);
}
