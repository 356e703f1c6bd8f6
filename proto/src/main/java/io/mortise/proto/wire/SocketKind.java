package io.mortise.proto.wire;

import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.epoll.Epoll;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollDomainSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollIoHandler;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollServerSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.nio.NioIoHandler;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioDomainSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioServerSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.unix.DomainSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.util.concurrent.ThreadFactory;

/** Whose sockets are used: Linux's through epoll, or the JDK's own (macOS, Windows, epoll switched off). */
enum SocketKind {
    EPOLL {
        @Override
        EventLoopGroup loops(int threads, ThreadFactory factory) {
            return new MultiThreadIoEventLoopGroup(threads, factory, EpollIoHandler.newFactory());
        }

        @Override
        NettyChannelBuilder channelTo(Endpoint endpoint) {
            return endpoint.isUnix()
                    ? NettyChannelBuilder.forAddress(new DomainSocketAddress(endpoint.address()))
                            .channelType(EpollDomainSocketChannel.class, DomainSocketAddress.class)
                            .channelFactory(ReadPause.on(EpollDomainSocketChannel::new))
                    : NettyChannelBuilder.forAddress(endpoint.inet())
                            .channelFactory(ReadPause.on(EpollSocketChannel::new));
        }

        @Override
        NettyServerBuilder serverOn(Endpoint endpoint) {
            return endpoint.isUnix()
                    ? NettyServerBuilder.forAddress(new DomainSocketAddress(endpoint.address()))
                            .channelType(EpollServerDomainSocketChannel.class)
                    : NettyServerBuilder.forAddress(endpoint.inet()).channelType(EpollServerSocketChannel.class);
        }
    },
    NIO {
        @Override
        EventLoopGroup loops(int threads, ThreadFactory factory) {
            return new MultiThreadIoEventLoopGroup(threads, factory, NioIoHandler.newFactory());
        }

        @Override
        NettyChannelBuilder channelTo(Endpoint endpoint) {
            return endpoint.isUnix()
                    ? NettyChannelBuilder.forAddress(UnixDomainSocketAddress.of(endpoint.address()))
                            .channelType(NioDomainSocketChannel.class, UnixDomainSocketAddress.class)
                            .channelFactory(ReadPause.on(NioDomainSocketChannel::new))
                    : NettyChannelBuilder.forAddress(endpoint.inet())
                            .channelFactory(ReadPause.on(NioSocketChannel::new));
        }

        @Override
        NettyServerBuilder serverOn(Endpoint endpoint) {
            return endpoint.isUnix()
                    ? NettyServerBuilder.forAddress(UnixDomainSocketAddress.of(endpoint.address()))
                            .channelType(NioServerDomainSocketChannel.class)
                    : NettyServerBuilder.forAddress(endpoint.inet()).channelType(NioServerSocketChannel.class);
        }
    };

    static SocketKind available() {
        return Epoll.isAvailable() ? EPOLL : NIO;
    }

    abstract EventLoopGroup loops(int threads, ThreadFactory factory);

    abstract NettyChannelBuilder channelTo(Endpoint endpoint);

    abstract NettyServerBuilder serverOn(Endpoint endpoint);
}
