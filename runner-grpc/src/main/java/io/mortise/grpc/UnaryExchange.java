package io.mortise.grpc;

import io.grpc.Channel;
import io.mortise.api.Cancellation;
import io.mortise.proto.v1.CallReply;
import io.mortise.proto.v1.PluginGrpc;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** One request, one reply. */
final class UnaryExchange extends Exchange<CallReply> {
    private volatile @Nullable CallReply reply;

    UnaryExchange(Channel channel, long nanos) {
        super(channel, PluginGrpc.getCallMethod(), nanos);
    }

    /** Two, as gRPC's own stubs do: a second reply is then seen to be one too many. */
    @Override
    int firstDemand() {
        return 2;
    }

    @Override
    public void onMessage(CallReply message) {
        reply = message;
    }

    /** What came; empty payload when the plugin ended well and sent nothing. */
    byte[] payload() {
        CallReply message = reply;
        return message == null ? new byte[0] : message.getPayload().toByteArray();
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
            throw new IllegalStateException("an exchange never ends exceptionally", e);
        } finally {
            hook.close();
        }
    }
}
