package io.mortise.grpc.internal.wire;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.mortise.proto.goplugin.Empty;
import io.mortise.proto.goplugin.GRPCControllerGrpc;
import io.mortise.proto.wire.BrokerMailbox;
import io.mortise.proto.wire.Endpoint;
import io.mortise.proto.wire.Handshake;
import io.mortise.proto.wire.WireTransport;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A plugin program that runs, and the connection to it. Any thread. */
public final class GoPluginProcess {
    private static final Duration SHUTDOWN_DEADLINE = Duration.ofSeconds(2);

    private final Parts parts;
    private final BrokerLink broker;

    record Parts(
            PluginChild child,
            RunEntry entry,
            Connection connection,
            Handshake handshake,
            Optional<GoPluginStart.PinnedPeer> peer,
            GoPluginLaunch launch,
            WireTransport transport) {}

    private GoPluginProcess(Parts parts, BrokerLink broker) {
        this.parts = parts;
        this.broker = broker;
    }

    static GoPluginProcess open(Parts parts) {
        var process =
                new GoPluginProcess(parts, BrokerLink.open(parts.connection().channel()));
        StdioLink.open(
                parts.connection().channel(),
                parts.child().output(),
                parts.launch().threadPrefix());
        return process;
    }

    /** To the plugin's server. */
    public ManagedChannel channel() {
        return parts.connection().channel();
    }

    /** The same, and the thread it runs on. */
    public Connection connection() {
        return parts.connection();
    }

    public PluginChild child() {
        return parts.child();
    }

    /** The application version both sides agreed on. */
    public int appVersion() {
        return parts.handshake().appVersion();
    }

    public boolean isPlaintext() {
        return parts.peer().isEmpty();
    }

    public BrokerLink broker() {
        return broker;
    }

    /** A fresh socket for a server of the host, which the plugin may be told of through the broker. */
    public Endpoint newEndpoint() {
        return Endpoint.unix(parts.entry().sockets().resolve("host" + PrivateDirectory.random()));
    }

    /** A server that only this plugin can reach: on {@code endpoint}, demanding its certificate where it has one. */
    public NettyServerBuilder serverOn(Endpoint endpoint) {
        return parts.transport().serverOn(endpoint, parts.peer().map(GoPluginStart.PinnedPeer::server));
    }

    /**
     * Connects to what the plugin offers under {@code id}; the caller closes it.
     *
     * @return empty when it offers nothing in time, or an address that is not on this machine
     */
    public Optional<ManagedChannel> dial(int id) throws InterruptedException {
        Optional<SslContext> tls = parts.peer().map(GoPluginStart.PinnedPeer::client);
        return broker.offers()
                .take(id, BrokerMailbox.PATIENCE)
                .filter(Endpoint::isLocal)
                .map(endpoint -> GoPluginStart.channelTo(
                        parts.transport(),
                        parts.launch(),
                        endpoint,
                        tls,
                        parts.transport().nextLoop()));
    }

    /** Asks it to shut down, then goes down the ladder; after it returns process, sockets and directory are gone. */
    public void stop() {
        parts.child().look();
        boolean asked = parts.child().isAlive() && shutdown();
        parts.connection().channel().shutdownNow();
        parts.child().descend(asked);
        parts.entry().close();
    }

    /** Without a word. */
    public void killNow() {
        parts.connection().channel().shutdownNow();
        parts.child().killNow();
        parts.entry().close();
    }

    /** UNAVAILABLE is how a go-plugin server answers: it stops inside the handler. */
    private boolean shutdown() {
        try {
            GRPCControllerGrpc.newBlockingStub(parts.connection().channel())
                    .withDeadlineAfter(SHUTDOWN_DEADLINE.toNanos(), TimeUnit.NANOSECONDS)
                    .shutdown(Empty.getDefaultInstance());
            return true;
        } catch (StatusRuntimeException e) {
            return e.getStatus().getCode() == Status.Code.UNAVAILABLE;
        }
    }
}
