package io.mortise.sdk.internal;

import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.protobuf.services.HealthStatusManager;
import io.mortise.proto.wire.Endpoint;
import io.mortise.proto.wire.Handshake;
import io.mortise.proto.wire.PinnedTls;
import io.mortise.proto.wire.WireIdentity;
import io.mortise.proto.wire.WireTransport;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The gRPC server of one plugin process: go-plugin's own services and the application's on one listener.
 *
 * <p>Every service method runs on an event loop and must not block; the application hands its work to its own threads.
 */
public final class GoPluginServer implements AutoCloseable {
    /** The host's limit is its operator's to set; ours only keeps one message from filling the heap. */
    private static final int MAX_MESSAGE_BYTES = (64 << 20) + (64 << 10);

    private static final int MAX_METADATA_BYTES = 1 << 20;
    private static final long FLUSH_MILLIS = 500;

    private final HostEnvironment environment;
    private final WireTransport transport;
    private final Optional<X509Certificate> host;
    private final Optional<CompletableFuture<WireIdentity>> own;
    private final Optional<CompletableFuture<SslContext>> serverTls;
    private final StdioRing stdio;
    private final ControllerService controller = new ControllerService();
    private final Broker broker;
    private Optional<PluginListener> listener = Optional.empty();

    private GoPluginServer(HostEnvironment environment, StdioRing stdio) {
        this.environment = environment;
        this.stdio = stdio;
        host = environment.hostCertificate();
        own = host.map(asked -> CompletableFuture.supplyAsync(WireIdentity::create, GoPluginServer::beside));
        serverTls = own.map(made ->
                made.thenApplyAsync(mine -> PinnedTls.server(mine, host.orElseThrow()), GoPluginServer::beside));
        transport = WireTransport.open("mortise/wire", 1);
        broker = new Broker(this::channel);
    }

    /** Reads what the host asked for; nothing listens yet. @throws StartFailure if the environment makes no sense */
    public static GoPluginServer prepare(HostEnvironment environment, StdioRing stdio) {
        return new GoPluginServer(environment, stdio);
    }

    /** The way to services of the host. */
    public Broker broker() {
        return broker;
    }

    /**
     * Listens and serves; the handshake is true from then on.
     *
     * @param versions application protocol versions these services speak
     * @throws StartFailure if there is nowhere to listen
     */
    public Handshake start(List<ServerServiceDefinition> services, SortedSet<Integer> versions) {
        PluginListener open = PluginListener.open(environment, onWindows(), endpoint -> server(endpoint, services));
        listener = Optional.of(open);
        return new Handshake(
                environment.chooseVersion(versions),
                open.endpoint(),
                Handshake.GRPC,
                own.map(identity -> identity.join().der()),
                environment.multiplexAnswer());
    }

    /** Waits until the host calls Shutdown, or {@link #requestShutdown}. */
    public void awaitShutdown() throws InterruptedException {
        controller.awaitShutdown();
    }

    /** Ends {@link #awaitShutdown}. */
    public void requestShutdown() {
        controller.shutdown();
    }

    /** Sends what is left of stdout, cuts every connection, removes the socket. */
    @Override
    public void close() {
        stdio.close();
        listener.ifPresent(open -> end(open.server()));
        removeSocket();
        broker.close();
        transport.close();
    }

    private static void end(Server server) {
        try {
            server.shutdown().awaitTermination(FLUSH_MILLIS, TimeUnit.MILLISECONDS);
            server.shutdownNow().awaitTermination(FLUSH_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            server.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    /** Leaves nothing in the socket directory. */
    void removeSocket() {
        listener.ifPresent(open -> WireTransport.release(open.endpoint()));
    }

    private NettyServerBuilder server(Endpoint endpoint, List<ServerServiceDefinition> services) {
        var health = new HealthStatusManager();
        health.setStatus("plugin", ServingStatus.SERVING);
        NettyServerBuilder builder = transport
                .serverOn(endpoint, serverTls.map(CompletableFuture::join))
                .directExecutor()
                .maxInboundMessageSize(MAX_MESSAGE_BYTES)
                .maxInboundMetadataSize(MAX_METADATA_BYTES)
                .addService(health.getHealthService())
                .addService(controller)
                .addService(new StdioService(stdio))
                .addService(broker);
        services.forEach(builder::addService);
        return builder;
    }

    private NettyChannelBuilder channel(Endpoint endpoint) {
        return transport
                .channelTo(endpoint, own.map(identity -> PinnedTls.client(identity.join(), host.orElseThrow())))
                .directExecutor()
                .maxInboundMessageSize(MAX_MESSAGE_BYTES)
                .maxInboundMetadataSize(MAX_METADATA_BYTES);
    }

    /** Certificate and TLS are made beside the class loading of the server, which takes as long. */
    private static void beside(Runnable task) {
        new Thread(task, "mortise/certificate").start();
    }

    private static boolean onWindows() {
        return System.getProperty("os.name").startsWith("Windows");
    }
}
