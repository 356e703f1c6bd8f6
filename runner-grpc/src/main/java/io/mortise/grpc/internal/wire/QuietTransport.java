package io.mortise.grpc.internal.wire;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * Keeps gRPC's transports from writing what a peer provokes into the application's log: a plugin that resets streams or
 * sends too much would fill it. What matters of it reaches the caller as the status of a call.
 *
 * <p>Strongly held: the log manager forgets the level together with the logger.
 */
record QuietTransport(List<Logger> loggers) {
    private static final String TRANSPORTS = "io.grpc.netty.shaded.io.grpc.netty.";

    static QuietTransport begin() {
        List<Logger> loggers = Stream.of(
                        TRANSPORTS + "NettyServerHandler",
                        TRANSPORTS + "NettyClientHandler",
                        TRANSPORTS + "NettyServerTransport",
                        "io.grpc.internal.AbstractClientStream")
                .map(Logger::getLogger)
                .toList();
        loggers.forEach(logger -> logger.setLevel(Level.SEVERE));
        return new QuietTransport(loggers);
    }
}
