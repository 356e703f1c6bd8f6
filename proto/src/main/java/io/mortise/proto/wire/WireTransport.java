package io.mortise.proto.wire;

import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.channel.EventLoop;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.netty.shaded.io.netty.util.concurrent.DefaultThreadFactory;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The event loops behind every connection of one process, and the builders that use them.
 *
 * <p>epoll where it is there, else the JDK's own Unix sockets. The caller closes its channels and servers first, then
 * this; the threads are daemons.
 */
public final class WireTransport implements AutoCloseable {
    /** A quiet plugin keeps its connection. */
    private static final Duration NEVER_IDLE = Duration.ofDays(3650);
    /**
     * Netty warns on each Unix socket that it has no SO_KEEPALIVE. Strongly held: the log manager would forget the
     * level together with the logger.
     */
    private static final Logger BOOTSTRAP_LOG = Logger.getLogger("io.grpc.netty.shaded.io.netty.bootstrap");

    private final SocketKind kind;
    private final EventLoopGroup loops;

    private WireTransport(SocketKind kind, EventLoopGroup loops) {
        this.kind = kind;
        this.loops = loops;
    }

    /** @param threads event loops; one or two serve any number of plugins */
    public static WireTransport open(String threadName, int threads) {
        return open(SocketKind.available(), threadName, threads);
    }

    static WireTransport open(SocketKind kind, String threadName, int threads) {
        BOOTSTRAP_LOG.setLevel(Level.SEVERE);
        return new WireTransport(kind, kind.loops(threads, new DefaultThreadFactory(threadName, true)));
    }

    /** One of the event loops, in turn. */
    public EventLoop nextLoop() {
        return loops.next();
    }

    /** A channel on one of the event loops. */
    public NettyChannelBuilder channelTo(Endpoint endpoint, Optional<SslContext> tls) {
        return channelTo(endpoint, tls, nextLoop());
    }

    /**
     * A channel to {@code endpoint}, with TLS when {@code tls} is present. No idle timeout, no retries; sizes and the
     * executor are the caller's to set.
     *
     * @param loop does all of its work, timers too: given several, gRPC sets a call's deadline on the one and writes on
     *     the other, and wakes both
     */
    public NettyChannelBuilder channelTo(Endpoint endpoint, Optional<SslContext> tls, EventLoop loop) {
        NettyChannelBuilder builder = kind.channelTo(endpoint)
                .eventLoopGroup(loop)
                // the default is the socket's path, which is no name that TLS or strict HTTP/2 peers would take
                .overrideAuthority("localhost")
                .idleTimeout(NEVER_IDLE.toDays(), TimeUnit.DAYS)
                .disableRetry();
        return tls.map(builder::sslContext).orElseGet(builder::usePlaintext);
    }

    /**
     * A server on {@code endpoint}, with TLS when {@code tls} is present. Binding takes over a path that exists: use
     * a name nobody can guess in a directory nobody else may enter, and {@link #release} it afterwards.
     */
    public NettyServerBuilder serverOn(Endpoint endpoint, Optional<SslContext> tls) {
        NettyServerBuilder builder =
                kind.serverOn(endpoint).bossEventLoopGroup(loops).workerEventLoopGroup(loops);
        return tls.map(builder::sslContext).orElse(builder);
    }

    /** Removes what a closed server leaves of its socket; epoll unlinks it itself, the JDK's sockets do not. */
    public static void release(Endpoint endpoint) {
        if (endpoint.isUnix()) {
            endpoint.path().toFile().delete();
        }
    }

    /** True when native sockets are in use. */
    public boolean isNative() {
        return kind == SocketKind.EPOLL;
    }

    @Override
    public void close() {
        // a quiet moment, so that connections just closed can still tell their listeners
        loops.shutdownGracefully(100, 2000, TimeUnit.MILLISECONDS);
    }
}
