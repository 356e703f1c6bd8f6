package io.mortise.grpc;

import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslProvider;
import io.grpc.netty.shaded.io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.grpc.stub.StreamObserver;
import io.mortise.proto.goplugin.ConnInfo;
import io.mortise.proto.goplugin.GRPCBrokerGrpc;
import io.mortise.proto.wire.BrokerMailbox;
import io.mortise.proto.wire.Endpoint;
import io.mortise.proto.wire.WireTransport;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A plugin's end of go-plugin's broker: keeps what the host offers, dials it, offers in turn. */
final class DialingBroker extends GRPCBrokerGrpc.GRPCBrokerImplBase implements AutoCloseable {
    private final BrokerMailbox offers = new BrokerMailbox();
    private final CompletableFuture<StreamObserver<ConnInfo>> toHost = new CompletableFuture<>();
    private final WireTransport transport = WireTransport.open("fake-plugin", 1);

    @Override
    public StreamObserver<ConnInfo> startStream(StreamObserver<ConnInfo> reply) {
        toHost.complete(reply);
        return new StreamObserver<>() {
            @Override
            public void onNext(ConnInfo message) {
                offers.offer(message);
            }

            @Override
            public void onError(Throwable ended) {}

            @Override
            public void onCompleted() {}
        };
    }

    /** Connects with the plugin's own certificate to what the host serves under {@code id}. */
    ManagedChannel dial(int id) throws IOException, InterruptedException {
        P521 identity = P521.shared();
        SslContext tls = GrpcSslContexts.configure(
                        SslContextBuilder.forClient().keyManager(identity.key(), identity.certificate()),
                        SslProvider.JDK)
                .trustManager(InsecureTrustManagerFactory.INSTANCE)
                .build();
        Endpoint endpoint = offers.take(id, Duration.ofSeconds(5)).orElseThrow();
        return transport.channelTo(endpoint, Optional.of(tls)).build();
    }

    /** Tells the host where {@code id} is served. */
    void offer(int id, Endpoint endpoint) {
        toHost.join()
                .onNext(ConnInfo.newBuilder()
                        .setServiceId(id)
                        .setNetwork(endpoint.network())
                        .setAddress(endpoint.address())
                        .build());
    }

    @Override
    public void close() {
        transport.close();
    }
}
