package io.mortise.sdk.internal;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.StreamObserver;
import io.mortise.proto.goplugin.ConnInfo;
import io.mortise.proto.goplugin.GRPCBrokerGrpc;
import io.mortise.proto.wire.BrokerMailbox;
import io.mortise.proto.wire.Endpoint;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/**
 * go-plugin's broker, the plugin's end: learns where the host serves an id and connects there.
 *
 * <p>Each id is good for one connection, which then lives as long as the process.
 */
public final class Broker extends GRPCBrokerGrpc.GRPCBrokerImplBase implements AutoCloseable {
    private final BrokerMailbox mailbox = new BrokerMailbox();
    private final Function<Endpoint, NettyChannelBuilder> channels;
    private final List<ManagedChannel> opened = new CopyOnWriteArrayList<>();

    Broker(Function<Endpoint, NettyChannelBuilder> channels) {
        this.channels = channels;
    }

    @Override
    public StreamObserver<ConnInfo> startStream(StreamObserver<ConnInfo> reply) {
        return new StreamObserver<>() {
            @Override
            public void onNext(ConnInfo message) {
                mailbox.offer(message);
            }

            @Override
            public void onError(Throwable broken) {
                // the stream lives as long as the host's connection: its end is news to nobody
            }

            @Override
            public void onCompleted() {
                reply.onCompleted();
            }
        };
    }

    /**
     * Connects to the server that the host offers under {@code id}; waits up to five seconds for the offer.
     *
     * @throws io.grpc.StatusRuntimeException UNAVAILABLE without an offer
     */
    public ManagedChannel dial(int id) throws InterruptedException {
        Endpoint endpoint = mailbox.take(id, BrokerMailbox.PATIENCE).orElseThrow(() -> Status.UNAVAILABLE
                .withDescription("timeout waiting for connection info of broker id " + id)
                .asRuntimeException());
        ManagedChannel channel = channels.apply(endpoint).build();
        opened.add(channel);
        channel.getState(true); // connect now: the first host call should not pay for it
        return channel;
    }

    @Override
    public void close() {
        opened.forEach(ManagedChannel::shutdownNow);
    }
}
