package io.mortise.grpc;

import io.grpc.BindableService;
import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.mortise.api.error.Failure;
import io.mortise.api.error.PluginException;
import io.mortise.grpc.internal.wire.GoPluginProcess;
import io.mortise.proto.wire.BrokerMailbox;
import io.mortise.proto.wire.Endpoint;
import io.mortise.proto.wire.WireTransport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * go-plugin's broker, from the host's side: services of ours that the program calls, and services of the program that we
 * call, each found by a number that travels inside an ordinary request. Both ways use the same mutual TLS as the main
 * connection. Any thread; closed with its {@link GoPluginClient}.
 */
public final class GoPluginBroker {
    private final Object subject;
    private final GoPluginProcess process;
    private final int maxMessageBytes;
    private final ConcurrentLinkedQueue<Runnable> ends = new ConcurrentLinkedQueue<>();

    GoPluginBroker(Object subject, GoPluginProcess process, int maxMessageBytes) {
        this.subject = subject;
        this.process = process;
        this.maxMessageBytes = maxMessageBytes;
    }

    /**
     * Serves {@code services} to this program alone, on gRPC's shared threads.
     *
     * @return the number to put into a request; the program dials it once, within five seconds from now
     */
    public int serve(BindableService... services) {
        Endpoint endpoint = process.newEndpoint();
        NettyServerBuilder builder = process.serverOn(endpoint).maxInboundMessageSize(maxMessageBytes);
        for (BindableService service : services) {
            builder.addService(service);
        }
        try {
            Server server = builder.build().start();
            ends.add(() -> {
                server.shutdownNow();
                WireTransport.release(endpoint);
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        int id = process.broker().nextId();
        process.broker().offer(id, endpoint);
        return id;
    }

    /**
     * Connects to what the program serves under {@code id}. A number is good for one dial; the channel for many calls.
     *
     * @throws PluginException NOT_SERVING if the program offers nothing under it within five seconds
     */
    public Channel dial(int id) {
        try {
            Optional<ManagedChannel> channel = process.dial(id);
            channel.ifPresent(open -> ends.add(open::shutdownNow));
            return channel.orElseThrow(() -> PluginException.of(
                    Failure.NOT_SERVING,
                    subject,
                    "dialled broker id " + id + ", which it did not offer within " + BrokerMailbox.PATIENCE.toSeconds()
                            + " s; each id can be dialled once"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw PluginException.of(Failure.CANCELLED, subject, "the dial of broker id " + id + " was interrupted");
        }
    }

    void close() {
        ends.forEach(Runnable::run);
    }
}
