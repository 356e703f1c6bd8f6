package io.mortise.grpc;

import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.mortise.api.Deadline;
import io.mortise.api.error.PluginException;
import io.mortise.grpc.internal.process.NotStarted;
import io.mortise.grpc.internal.wire.AttachedProcess;
import io.mortise.proto.wire.Endpoint;
import io.mortise.proto.wire.WireTransport;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A connection to a program that somebody else started; for development, with the program under a debugger. It is
 * plaintext, as go-plugin's reattach always is, so give it nothing secret. Its output and its end are not ours: the one
 * who started it has them.
 */
public final class GoPluginAttachment implements AutoCloseable {
    private final WireTransport transport;
    private final ManagedChannel channel;
    private final AttachedProcess process;
    private final GoPluginReattach configuration;
    private final AtomicBoolean closed = new AtomicBoolean();

    private GoPluginAttachment(
            WireTransport transport, ManagedChannel channel, AttachedProcess process, GoPluginReattach configuration) {
        this.transport = transport;
        this.channel = channel;
        this.process = process;
        this.configuration = configuration;
    }

    /**
     * Connects and asks its health service once.
     *
     * @param maxMessageBytes of one message from the program
     * @throws PluginException START_FAILED when no such process of this user listens there
     */
    public static GoPluginAttachment attach(GoPluginReattach configuration, int maxMessageBytes, Duration within) {
        var transport = WireTransport.open("mortise/attached", 1);
        ManagedChannel channel = transport
                .channelTo(Endpoint.unix(configuration.socket()), Optional.empty())
                .maxInboundMessageSize(maxMessageBytes)
                .build();
        boolean attached = false;
        try {
            AttachedProcess process = AttachedProcess.find(configuration.socket(), configuration.pid());
            process.probe(channel, Deadline.after(within));
            attached = true;
            return new GoPluginAttachment(transport, channel, process, configuration);
        } catch (NotStarted e) {
            throw StartErrors.notStarted(configuration.socket(), e);
        } finally {
            if (!attached) {
                channel.shutdownNow();
                transport.close();
            }
        }
    }

    /** To the program's server; closed with this attachment. */
    public Channel channel() {
        return channel;
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Disconnects; a program that is not in test mode is told to shut down, and killed after two seconds. Idempotent. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            if (!configuration.test()) {
                process.end(channel);
            }
            channel.shutdownNow();
            transport.close();
        }
    }
}
