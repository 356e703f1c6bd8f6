package io.mortise.proto.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.stub.StreamObserver;
import io.mortise.proto.goplugin.Empty;
import io.mortise.proto.goplugin.GRPCControllerGrpc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WireTransportTest {
    private static final WireIdentity HOST = WireIdentity.create();
    private static final WireIdentity PLUGIN = WireIdentity.create();

    @TempDir
    Path dir;

    @ParameterizedTest
    @EnumSource
    void call_succeeds_overAUnixSocketWithPinnedTls(SocketKind kind) throws Exception {
        assumeThat(kind == SocketKind.EPOLL && SocketKind.available() != kind)
                .as("epoll is Linux's")
                .isFalse();
        Endpoint endpoint = Endpoint.unix(dir.resolve("s"));

        shutdownOver(kind, endpoint, serverTls(), clientTls(PLUGIN));

        assertThat(Files.exists(endpoint.path())).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void call_succeeds_overTcpInPlaintext(SocketKind kind) throws Exception {
        assumeThat(kind == SocketKind.EPOLL && SocketKind.available() != kind)
                .as("epoll is Linux's")
                .isFalse();
        shutdownOver(kind, Endpoint.loopback(0), Optional.empty(), Optional.empty());
    }

    @Test
    void call_fails_whenTheServerShowsAnotherCertificate() {
        assertThatThrownBy(() -> shutdownOver(
                        SocketKind.NIO, Endpoint.unix(dir.resolve("s")), serverTls(), clientTls(WireIdentity.create())))
                .isInstanceOfSatisfying(StatusRuntimeException.class, e -> assertThat(e)
                        .hasStackTraceContaining("not the one announced at its start"));
    }

    @Test
    void call_fails_whenTheClientShowsAnotherCertificateOrNone() {
        Endpoint endpoint = Endpoint.unix(dir.resolve("s"));
        var stranger = Optional.of(PinnedTls.client(WireIdentity.create(), PLUGIN.certificate()));

        assertThatThrownBy(() -> shutdownOver(SocketKind.NIO, endpoint, serverTls(), stranger))
                .isInstanceOfSatisfying(
                        StatusRuntimeException.class,
                        e -> assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE));
        assertThatThrownBy(() -> shutdownOver(SocketKind.NIO, endpoint, serverTls(), Optional.empty()))
                .isInstanceOfSatisfying(
                        StatusRuntimeException.class,
                        e -> assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE));
    }

    private static Optional<SslContext> serverTls() {
        return Optional.of(PinnedTls.server(PLUGIN, HOST.certificate()));
    }

    private static Optional<SslContext> clientTls(WireIdentity expected) {
        return Optional.of(PinnedTls.client(HOST, expected.certificate()));
    }

    private static void shutdownOver(
            SocketKind kind, Endpoint endpoint, Optional<SslContext> serverTls, Optional<SslContext> clientTls)
            throws Exception {
        try (WireTransport transport = WireTransport.open(kind, "test", 1)) {
            Server server = transport
                    .serverOn(endpoint, serverTls)
                    .addService(new Controller())
                    .build()
                    .start();
            Endpoint bound = endpoint.isUnix() ? endpoint : Endpoint.loopback(server.getPort());
            ManagedChannel channel = transport.channelTo(bound, clientTls).build();
            try {
                var reply = GRPCControllerGrpc.newBlockingStub(channel)
                        .withDeadlineAfter(20, TimeUnit.SECONDS)
                        .shutdown(Empty.getDefaultInstance());
                assertThat(reply).isEqualTo(Empty.getDefaultInstance());
            } finally {
                channel.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
                server.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
                WireTransport.release(endpoint);
            }
        }
    }

    private static final class Controller extends GRPCControllerGrpc.GRPCControllerImplBase {
        @Override
        public void shutdown(Empty request, StreamObserver<Empty> reply) {
            reply.onNext(Empty.getDefaultInstance());
            reply.onCompleted();
        }
    }
}
