package io.mortise.grpc.internal.host;

import io.grpc.Server;
import io.mortise.api.Limits;
import io.mortise.api.Subject;
import io.mortise.grpc.internal.wire.GoPluginProcess;
import io.mortise.proto.wire.Endpoint;
import io.mortise.proto.wire.WireTransport;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The Host service of one generation, on a socket of its own. */
public final class HostServer implements AutoCloseable {
    private static final int MAX_METADATA_BYTES = 16 << 10;
    /** Streams beyond what runs and waits: so many can be told RESOURCE_EXHAUSTED at once, and hold memory meanwhile. */
    private static final int MORE_STREAMS = 16;

    private final Server server;
    private final Endpoint endpoint;
    private final HostThreads threads;

    private HostServer(Server server, Endpoint endpoint, HostThreads threads) {
        this.server = server;
        this.endpoint = endpoint;
        this.threads = threads;
    }

    /** Serves {@code methods} to {@code process}. */
    public static HostServer open(
            GoPluginProcess process,
            HostTable methods,
            LiveCalls calls,
            Subject subject,
            Limits limits,
            int maxMessageBytes) {
        HostThreads threads = new HostThreads(
                limits.concurrency(), "plugin/" + subject.plugin().name() + '#' + subject.generation() + "/host-");
        Endpoint endpoint = process.newEndpoint();
        var service = new HostService(calls, methods, threads, subject);
        try {
            Server server = process.serverOn(endpoint)
                    .directExecutor() // the service hands every call to its own threads
                    .maxInboundMessageSize(maxMessageBytes)
                    .maxInboundMetadataSize(MAX_METADATA_BYTES)
                    .maxConcurrentCallsPerConnection(2 * limits.concurrency() + MORE_STREAMS)
                    .addService(service)
                    .build()
                    .start();
            return new HostServer(server, endpoint, threads);
        } catch (IOException e) {
            threads.close();
            throw new UncheckedIOException(e);
        }
    }

    public Endpoint endpoint() {
        return endpoint;
    }

    /** Cuts every callback; threads still inside a service end with its deadline. */
    @Override
    public void close() {
        server.shutdownNow();
        threads.close();
        WireTransport.release(endpoint);
    }
}
