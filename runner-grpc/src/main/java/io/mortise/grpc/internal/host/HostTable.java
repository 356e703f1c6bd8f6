package io.mortise.grpc.internal.host;

import io.grpc.ServiceDescriptor;

/** The methods of one Host service, each bound to an operation of the gate. */
public interface HostTable {
    ServiceDescriptor descriptor();

    /** Adds every method of {@link #descriptor}. */
    void addTo(HostService.Binder binder);
}
