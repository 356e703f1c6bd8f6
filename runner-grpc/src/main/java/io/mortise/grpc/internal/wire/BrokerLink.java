package io.mortise.grpc.internal.wire;

import io.grpc.Channel;
import io.grpc.stub.StreamObserver;
import io.mortise.proto.goplugin.ConnInfo;
import io.mortise.proto.goplugin.GRPCBrokerGrpc;
import io.mortise.proto.wire.BrokerMailbox;
import io.mortise.proto.wire.Endpoint;
import java.util.concurrent.atomic.AtomicInteger;

/** The host's end of go-plugin's broker: one stream for the life of the connection. Any thread. */
public final class BrokerLink {
    private final BrokerMailbox offers = new BrokerMailbox();
    private final AtomicInteger ids = new AtomicInteger();
    private final Object lock = new Object();
    private final StreamObserver<ConnInfo> stream;

    private BrokerLink(Channel channel) {
        stream = GRPCBrokerGrpc.newStub(channel).startStream(new StreamObserver<>() {
            @Override
            public void onNext(ConnInfo message) {
                offers.offer(message);
            }

            @Override
            public void onError(Throwable ended) {
                // a plugin without a broker answers UNIMPLEMENTED, and every stream ends with its connection
            }

            @Override
            public void onCompleted() {
                // as above
            }
        });
    }

    static BrokerLink open(Channel channel) {
        return new BrokerLink(channel);
    }

    /** An id nobody was told yet. */
    public int nextId() {
        return ids.incrementAndGet();
    }

    /** Tells the plugin where {@code id} is served; it dials within five seconds. */
    public void offer(int id, Endpoint endpoint) {
        ConnInfo message = ConnInfo.newBuilder()
                .setServiceId(id)
                .setNetwork(endpoint.network())
                .setAddress(endpoint.address())
                .build();
        synchronized (lock) {
            stream.onNext(message);
        }
    }

    /** What the plugin offered. */
    BrokerMailbox offers() {
        return offers;
    }
}
