package io.mortise.grpc.internal.wire;

import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.netty.channel.EventLoop;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.mortise.api.Deadline;
import io.mortise.api.error.StartProblem;
import io.mortise.api.host.LogLine;
import io.mortise.grpc.internal.process.NotStarted;
import io.mortise.grpc.internal.process.ProcessIdentity;
import io.mortise.proto.wire.Endpoint;
import io.mortise.proto.wire.Handshake;
import io.mortise.proto.wire.PinnedTls;
import io.mortise.proto.wire.WireIdentity;
import io.mortise.proto.wire.WireTransport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.function.Consumer;

/** One start of one program, from nothing to a connection that was tried; whatever fails leaves nothing behind. */
final class GoPluginStart {
    private static final int REPORTED_LINES = 20;
    private static final int MAX_METADATA_BYTES = 1 << 20;

    private final GoPluginHost host;
    private final GoPluginLaunch launch;
    private final Deadline deadline;
    private final WireIdentity identity = WireIdentity.create();

    GoPluginStart(GoPluginHost host, GoPluginLaunch launch, Deadline deadline) {
        this.host = host;
        this.launch = launch;
        this.deadline = deadline;
    }

    GoPluginProcess run(Consumer<LogLine> log, Consumer<PluginChild> born) throws InterruptedException {
        RunEntry entry = RunEntry.create(launch.run());
        boolean connected = false;
        try {
            PluginChild child = new Spawn(host, launch, identity).run(entry, log, deadline);
            try {
                born.accept(child);
                GoPluginProcess process = connect(child, entry);
                connected = true;
                return process;
            } catch (NotStarted e) {
                child.killNow();
                throw e.withLastLines(child.output().lastLines().last(REPORTED_LINES));
            } finally {
                if (!connected) {
                    child.killNow();
                }
            }
        } finally {
            if (!connected) {
                entry.close();
            }
        }
    }

    private GoPluginProcess connect(PluginChild child, RunEntry entry) throws InterruptedException {
        String line = new HandshakeWait(child).await(deadline);
        Handshake handshake = new HandshakeRules(launch, entry.sockets()).accept(line, child);
        record(child, entry);
        Optional<PinnedPeer> peer = handshake.certificate().map(this::pin);
        Optional<SslContext> tls = peer.map(PinnedPeer::client);
        EventLoop loop = host.transport().nextLoop();
        ManagedChannel channel = channelTo(host.transport(), launch, handshake.endpoint(), tls, loop);
        // calls that wait must not wait for a timeout when the process is gone
        child.whenExited(channel::shutdownNow);
        boolean proven = false;
        try {
            new ConnectionProbe(channel, child).await(deadline);
            proven = true;
        } finally {
            if (!proven) {
                channel.shutdownNow();
            }
        }
        var connection = new Connection(channel, loop);
        return GoPluginProcess.open(
                new GoPluginProcess.Parts(child, entry, connection, handshake, peer, launch, host.transport()));
    }

    static ManagedChannel channelTo(
            WireTransport transport,
            GoPluginLaunch launch,
            Endpoint endpoint,
            Optional<SslContext> tls,
            EventLoop loop) {
        return transport
                .channelTo(endpoint, tls, loop)
                .directExecutor()
                .maxInboundMessageSize(launch.maxMessageBytes())
                .maxInboundMetadataSize(MAX_METADATA_BYTES)
                .build();
    }

    private PinnedPeer pin(byte[] der) {
        try {
            return new PinnedPeer(identity, WireIdentity.parseDer(der));
        } catch (CertificateException e) {
            throw NotStarted.of(
                            StartProblem.TLS_REFUSED,
                            "an X.509 certificate in field 6",
                            "no certificate",
                            "rebuild the plugin")
                    .causedBy(e);
        }
    }

    private static void record(PluginChild child, RunEntry entry) {
        try {
            var identity = ProcessIdentity.of(child.pid());
            if (identity.isPresent()) {
                entry.record(identity.get());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Our identity and the plugin's certificate: each end accepts exactly the other. */
    record PinnedPeer(WireIdentity own, X509Certificate peer) {
        SslContext client() {
            return PinnedTls.client(own, peer);
        }

        SslContext server() {
            return PinnedTls.server(own, peer);
        }
    }
}
