package io.mortise.sdk;

import com.google.protobuf.ByteString;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import io.mortise.proto.MagicCookie;
import io.mortise.proto.goplugin.ConnInfo;
import io.mortise.proto.goplugin.GRPCBrokerGrpc;
import io.mortise.proto.v1.CallRequest;
import io.mortise.proto.v1.PluginGrpc;
import io.mortise.proto.v1.StartRequest;
import io.mortise.proto.wire.Endpoint;
import io.mortise.proto.wire.Handshake;
import io.mortise.proto.wire.MetadataKeys;
import io.mortise.proto.wire.PinnedTls;
import io.mortise.proto.wire.WireEnvironment;
import io.mortise.proto.wire.WireIdentity;
import io.mortise.proto.wire.WireTransport;
import io.mortise.sdk.internal.GoPluginServer;
import io.mortise.sdk.internal.HclogWriter;
import io.mortise.sdk.internal.HostEnvironment;
import io.mortise.sdk.internal.StdioRing;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/** A go-plugin host made of raw stubs, and a plugin served in the same JVM. */
final class HostedPlugin implements AutoCloseable {
    private static final int HOST_ID = 7;

    final Handshake handshake;
    final ManagedChannel channel;
    final FakeHostService host = new FakeHostService();
    final ByteArrayOutputStream log = new ByteArrayOutputStream();
    final StdioRing stdout = new StdioRing(64 << 10);
    private final Path sockets;
    private final GoPluginServer server;
    private final WireTransport transport = WireTransport.open("test-host", 1);
    private final Optional<WireIdentity> identity;
    private Optional<Server> hostServer = Optional.empty();

    private HostedPlugin(Plugin plugin, Optional<WireIdentity> identity) throws Exception {
        this.identity = identity;
        sockets = Files.createTempDirectory("mortise-sdk");
        Map<String, String> environment = new HashMap<>();
        environment.put(MagicCookie.KEY, MagicCookie.VALUE);
        environment.put(WireEnvironment.UNIX_SOCKET_DIR, sockets.toString());
        identity.ifPresent(own -> environment.put(WireEnvironment.CLIENT_CERT, own.pem()));
        server = GoPluginServer.prepare(HostEnvironment.of(environment), stdout);
        var running = plugin.served().start(server.broker(), new HclogWriter(log, "test", Clock.systemUTC()));
        handshake = Handshake.parse(
                server.start(running.services(), new TreeSet<>(List.of(1))).format());
        Optional<SslContext> tls = Optional.empty();
        if (identity.isPresent()) {
            tls = Optional.of(PinnedTls.client(
                    identity.get(),
                    WireIdentity.parseDer(handshake.certificate().orElseThrow())));
        }
        channel = transport
                .channelTo(handshake.endpoint(), tls)
                .maxInboundMetadataSize(1 << 20)
                .build();
    }

    static HostedPlugin of(Plugin plugin) throws Exception {
        return new HostedPlugin(plugin, Optional.empty());
    }

    static HostedPlugin withTls(Plugin plugin, WireIdentity identity) throws Exception {
        return new HostedPlugin(plugin, Optional.of(identity));
    }

    /** Starts the plugin with this host behind the broker. */
    HostedPlugin start(String config) throws Exception {
        offerHost();
        stub().start(StartRequest.newBuilder()
                .setHostBrokerId(HOST_ID)
                .setConfigJson(ByteString.copyFromUtf8(config))
                .setPlugin("test")
                .setGeneration(1)
                .build());
        return this;
    }

    /** Serves the Host service and says so on the broker stream. */
    private void offerHost() throws Exception {
        Endpoint endpoint = Endpoint.unix(sockets.resolve("host"));
        Optional<SslContext> tls = Optional.empty();
        if (identity.isPresent()) {
            tls = Optional.of(PinnedTls.server(
                    identity.get(),
                    WireIdentity.parseDer(handshake.certificate().orElseThrow())));
        }
        hostServer = Optional.of(transport
                .serverOn(endpoint, tls)
                .addService(host.service())
                .build()
                .start());
        broker().onNext(ConnInfo.newBuilder()
                .setServiceId(HOST_ID)
                .setNetwork("unix")
                .setAddress(endpoint.address())
                .build());
    }

    StreamObserver<ConnInfo> broker() {
        return GRPCBrokerGrpc.newStub(channel).startStream(new IgnoringObserver<>());
    }

    PluginGrpc.PluginBlockingStub stub() {
        return PluginGrpc.newBlockingStub(channel).withDeadlineAfter(20, TimeUnit.SECONDS);
    }

    /** A stub whose calls carry this number. */
    PluginGrpc.PluginBlockingStub stubForCall(String number) {
        var metadata = new Metadata();
        metadata.put(MetadataKeys.CALL, number);
        metadata.put(MetadataKeys.TENANT, MetadataKeys.encodeText("Zoë"));
        metadata.put(MetadataKeys.DEPTH, "2");
        return PluginGrpc.newBlockingStub(
                        ClientInterceptors.intercept(channel, MetadataUtils.newAttachHeadersInterceptor(metadata)))
                .withDeadlineAfter(20, TimeUnit.SECONDS);
    }

    String call(String function, String payload) {
        return stub().call(request(function, payload)).getPayload().toStringUtf8();
    }

    static CallRequest request(String function, String payload) {
        return CallRequest.newBuilder()
                .setFunction(function)
                .setPayload(ByteString.copyFromUtf8(payload))
                .build();
    }

    String logText() {
        return log.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        channel.shutdownNow();
        hostServer.ifPresent(Server::shutdownNow);
        server.close();
        transport.close();
        Files.deleteIfExists(sockets.resolve("host"));
        Files.delete(sockets); // fails when the plugin left its socket
    }

    /** Takes whatever comes. */
    static class IgnoringObserver<T> implements StreamObserver<T> {
        @Override
        public void onNext(T value) {}

        @Override
        public void onError(Throwable t) {}

        @Override
        public void onCompleted() {}
    }
}
