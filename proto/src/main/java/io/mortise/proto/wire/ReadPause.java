package io.mortise.proto.wire;

import io.grpc.netty.shaded.io.netty.channel.Channel;
import io.grpc.netty.shaded.io.netty.channel.ChannelDuplexHandler;
import io.grpc.netty.shaded.io.netty.channel.ChannelFactory;
import io.grpc.netty.shaded.io.netty.channel.ChannelHandlerContext;
import io.grpc.netty.shaded.io.netty.channel.ChannelOutboundBuffer;
import java.util.function.Supplier;

/**
 * Reads no more from a peer that does not read. HTTP/2 makes this side answer pings and settings, and gRPC's client puts
 * no bound to answers nobody takes: a peer that only asks would fill the heap. What a call sends waits for the socket
 * before it comes here, so only such answers ever pile up. Reading goes on when the peer does.
 */
final class ReadPause extends ChannelDuplexHandler {
    /** About ten thousand answers to pings, as Netty counts them. */
    private static final long MOST_UNREAD_BYTES = 1 << 20;

    private boolean paused;

    private ReadPause() {}

    /** Channels that pause; the handler stands nearest to the socket, so TLS makes no difference. */
    static <C extends Channel> ChannelFactory<C> on(Supplier<C> channels) {
        return () -> {
            C channel = channels.get();
            channel.pipeline().addLast(new ReadPause());
            return channel;
        };
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        context.fireChannelRead(message);
        pauseIfUnread(context.channel());
    }

    /** By now what was read has been answered. */
    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        context.fireChannelReadComplete();
        pauseIfUnread(context.channel());
    }

    private void pauseIfUnread(Channel channel) {
        ChannelOutboundBuffer unread = channel.unsafe().outboundBuffer(); // none once it is closed
        if (unread != null && unread.totalPendingWriteBytes() > MOST_UNREAD_BYTES) {
            paused = true;
            channel.config().setAutoRead(false);
        }
    }

    /** HTTP/2's handler asks for more whenever reading is not automatic. */
    @Override
    public void read(ChannelHandlerContext context) {
        if (!paused) {
            context.read();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (paused && context.channel().isWritable()) {
            paused = false;
            context.channel().config().setAutoRead(true);
        }
        context.fireChannelWritabilityChanged();
    }
}
