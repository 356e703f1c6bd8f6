package io.mortise.grpc;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientStreamTracer;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * One RPC to the plugin. Its callbacks run on the event loop and only hand over what came; who waits does the rest.
 *
 * <p>It also learns what a status alone does not tell: whether the plugin sent it. Trailers from the wire pass the
 * stream's tracer; a status that this side made up does not.
 */
abstract class Exchange<Q, A> extends ClientCall.Listener<A> {
    private final CompletableFuture<Ending> ended = new CompletableFuture<>();
    private final ClientCall<Q, A> rpc;
    private volatile boolean trailersCame;
    private volatile boolean cancelledHere;

    Exchange(Channel channel, MethodDescriptor<Q, A> method, long nanos) {
        CallOptions options = CallOptions.DEFAULT
                .withDeadlineAfter(nanos, TimeUnit.NANOSECONDS)
                .withStreamTracerFactory(new TrailerWatch());
        this.rpc = channel.newCall(method, options);
    }

    /** Sends the request. */
    final void begin(Q request, Metadata headers) {
        rpc.start(this, headers);
        rpc.request(firstDemand());
        rpc.sendMessage(request);
        rpc.halfClose();
    }

    /** How many messages are wanted before anything is asked again. */
    abstract int firstDemand();

    /** Wants one message more. */
    final void demand() {
        rpc.request(1);
    }

    /** Cancels on the caller's behalf; the plugin is told. Any thread. */
    final void cancel() {
        cancelledHere = true;
        rpc.cancel("cancelled by the caller", null);
    }

    /** Ends it because its result is not wanted: the caller has it all, or it is too large. */
    final void abandon(String why) {
        rpc.cancel(why, null);
    }

    final CompletableFuture<Ending> ended() {
        return ended;
    }

    @Override
    public final void onClose(Status status, Metadata trailers) {
        ended.complete(new Ending(status, trailers, trailersCame, cancelledHere));
        closed();
    }

    /** Called after the end is known. */
    void closed() {}

    private final class TrailerWatch extends ClientStreamTracer.Factory {
        @Override
        public ClientStreamTracer newClientStreamTracer(ClientStreamTracer.StreamInfo info, Metadata headers) {
            return new ClientStreamTracer() {
                @Override
                public void inboundTrailers(Metadata trailers) {
                    trailersCame = true;
                }
            };
        }
    }
}
