package io.mortise.grpc;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.MethodDescriptor;
import io.mortise.api.RunnerFactory.RunnerLease;
import java.util.function.Supplier;

/**
 * A channel over a slot: every call goes to the generation that is live when it starts, and holds a lease of it until it
 * ends. A stub made from it survives every reload; a drain waits for its calls.
 *
 * <p>It adds nothing to what the stub says: no deadline, no metadata, no size but the channel's own. Any thread.
 */
final class SlotChannel extends Channel {
    private final Supplier<RunnerLease> leases;

    SlotChannel(Supplier<RunnerLease> leases) {
        this.leases = leases;
    }

    @Override
    public <Q, A> ClientCall<Q, A> newCall(MethodDescriptor<Q, A> method, CallOptions options) {
        return new LeasedCall<>(leases, method, options);
    }

    @Override
    public String authority() {
        return "localhost";
    }
}
