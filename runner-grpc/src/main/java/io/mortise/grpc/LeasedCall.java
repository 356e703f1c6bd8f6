package io.mortise.grpc;

import io.grpc.Attributes;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.mortise.api.RunnerFactory.RunnerLease;
import io.mortise.api.error.PluginException;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One call over a {@link SlotChannel}: leases at the start, since a call made and never started must hold nothing.
 *
 * <p>Invariant: the lease is closed exactly once, by the end of the call or by a start that throws.
 */
final class LeasedCall<Q, A> extends ClientCall<Q, A> {
    private final Supplier<RunnerLease> leases;
    private final MethodDescriptor<Q, A> method;
    private final CallOptions options;
    private volatile Optional<ClientCall<Q, A>> started = Optional.empty();

    LeasedCall(Supplier<RunnerLease> leases, MethodDescriptor<Q, A> method, CallOptions options) {
        this.leases = leases;
        this.method = method;
        this.options = options;
    }

    @Override
    public void start(Listener<A> listener, Metadata headers) {
        RunnerLease lease;
        try {
            lease = leases.get();
        } catch (PluginException e) {
            listener.onClose(refusal(e), new Metadata());
            return;
        }
        if (!(lease.runner() instanceof GrpcRunner runner)) {
            lease.close(); // a reload changed its runtime
            listener.onClose(
                    Status.UNIMPLEMENTED.withDescription("the plugin is no process any more; unwrap again"),
                    new Metadata());
            return;
        }
        try {
            begin(lease, runner.channel().newCall(method, options), listener, headers);
        } catch (PluginException e) {
            lease.close();
            listener.onClose(refusal(e), new Metadata());
        }
    }

    private void begin(RunnerLease lease, ClientCall<Q, A> call, Listener<A> listener, Metadata headers) {
        started = Optional.of(call); // before its start: the listener may ask for more at once, on another thread
        boolean begun = false;
        try {
            call.start(
                    new SimpleForwardingClientCallListener<>(listener) {
                        @Override
                        public void onClose(Status status, Metadata trailers) {
                            lease.close();
                            super.onClose(status, trailers);
                        }
                    },
                    headers);
            begun = true;
        } finally {
            if (!begun) {
                lease.close();
            }
        }
    }

    /** The status this failure travels as; its text is the operator's own process's, so nothing is withheld. */
    private static Status refusal(PluginException e) {
        return Status.fromCodeValue(e.code().number()).withDescription(e.text()).withCause(e);
    }

    @Override
    public void request(int messages) {
        started.ifPresent(call -> call.request(messages));
    }

    @Override
    public void cancel(@Nullable String message, @Nullable Throwable cause) {
        started.ifPresent(call -> call.cancel(message, cause));
    }

    @Override
    public void halfClose() {
        started.ifPresent(ClientCall::halfClose);
    }

    @Override
    public void sendMessage(Q message) {
        started.ifPresent(call -> call.sendMessage(message));
    }

    @Override
    public boolean isReady() {
        return started.map(ClientCall::isReady).orElse(false);
    }

    @Override
    public void setMessageCompression(boolean enabled) {
        started.ifPresent(call -> call.setMessageCompression(enabled));
    }

    @Override
    public Attributes getAttributes() {
        return started.map(ClientCall::getAttributes).orElse(Attributes.EMPTY);
    }
}
