package io.mortise.grpc;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ClientStreamTracer;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.mortise.grpc.internal.wire.Connection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * One RPC to the plugin. Its callbacks run on the event loop and only hand over what came; who waits does the rest.
 *
 * <p>The request, too, is sent from the event loop, in one step: begun by the caller, the deadline, the demand and the
 * request would each wake that thread. So whatever must come after the beginning goes the same way.
 *
 * <p>It also learns what a status alone does not tell: whether the plugin sent it. Trailers from the wire pass the
 * stream's tracer; a status that this side made up does not.
 */
abstract class Exchange<Q, A> extends ClientCall.Listener<A> {
    private final CompletableFuture<Ending> ended = new CompletableFuture<>();
    private final ClientCall<Q, A> rpc;
    private final Executor loop;
    private volatile boolean trailersCame;
    private volatile boolean cancelledHere;

    Exchange(Connection connection, MethodDescriptor<Q, A> method, long nanos) {
        CallOptions options = CallOptions.DEFAULT
                .withDeadlineAfter(nanos, TimeUnit.NANOSECONDS)
                .withStreamTracerFactory(new TrailerWatch());
        this.rpc = connection.channel().newCall(method, options);
        this.loop = connection.loop();
    }

    /** Sends the request. */
    final void begin(Q request, Metadata headers) {
        onLoop(() -> {
            try {
                rpc.start(this, headers);
                rpc.request(firstDemand());
                rpc.sendMessage(request);
                rpc.halfClose();
            } catch (RuntimeException e) {
                if (ended.completeExceptionally(e)) {
                    closed(); // a bug of ours: whoever waits gets it
                }
            }
        });
    }

    private void onLoop(Runnable step) {
        try {
            loop.execute(step);
        } catch (RejectedExecutionException e) {
            onClose(Status.UNAVAILABLE.withDescription("the host is closing").withCause(e), new Metadata());
        }
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
        abandon("cancelled by the caller");
    }

    /** Ends it because its result is not wanted: the caller has it all, or it is too large. */
    final void abandon(String why) {
        onLoop(() -> rpc.cancel(why, null));
    }

    final CompletableFuture<Ending> ended() {
        return ended;
    }

    @Override
    public final void onClose(Status status, Metadata trailers) {
        if (ended.complete(new Ending(status, trailers, trailersCame, cancelledHere))) {
            closed();
        }
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
