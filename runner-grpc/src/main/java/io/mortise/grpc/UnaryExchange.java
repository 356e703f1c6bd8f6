package io.mortise.grpc;

import io.grpc.Metadata;
import io.mortise.api.Cancellation;
import io.mortise.grpc.internal.wire.Connection;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** One request, one reply. */
final class UnaryExchange<Q, A> extends Exchange<Q, A> {
    private final Rpc<Q, A> rpc;
    private volatile @Nullable A reply;

    UnaryExchange(Connection connection, Rpc<Q, A> rpc, long nanos) {
        super(connection, rpc.method(), nanos);
        this.rpc = rpc;
    }

    void begin(Metadata headers) {
        begin(rpc.request(), headers);
    }

    /** Two, as gRPC's own stubs do: a second reply is then seen to be one too many. */
    @Override
    int firstDemand() {
        return 2;
    }

    @Override
    public void onMessage(A message) {
        reply = message;
    }

    /** What came; empty when the plugin ended well and sent nothing. @throws PluginException if the reply is a refusal */
    byte[] payload() {
        A message = reply;
        return message == null ? new byte[0] : rpc.result().apply(message);
    }

    /** Waits for the end; an interrupt cancels and stays set. The RPC's own deadline bounds the wait. */
    Ending await(Cancellation cancellation) {
        Cancellation.Registration hook = cancellation.onCancel(this::cancel);
        try {
            return ended().get();
        } catch (InterruptedException e) {
            cancel();
            Ending ending = ended().join();
            Thread.currentThread().interrupt();
            return ending;
        } catch (ExecutionException e) {
            throw new IllegalStateException("the request could not be sent", e);
        } finally {
            hook.close();
        }
    }
}
