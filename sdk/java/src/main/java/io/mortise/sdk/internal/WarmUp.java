package io.mortise.sdk.internal;

import com.google.protobuf.Empty;
import io.grpc.ManagedChannel;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.mortise.proto.v1.PluginGrpc;
import io.mortise.proto.wire.Handshake;
import io.mortise.proto.wire.PinnedTls;
import io.mortise.proto.wire.WireEnvironment;
import io.mortise.proto.wire.WireIdentity;
import io.mortise.proto.wire.WireTransport;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/**
 * Serves for a moment with itself as host, TLS and all, so that {@code -XX:ArchiveClassesAtExit} sees the classes a
 * real start needs. Runs none of the author's handlers or hooks.
 */
public final class WarmUp {
    private static final long PATIENCE_SECONDS = 30;

    private WarmUp() {}

    /** Serves, asks itself for its health and its functions, stops. */
    public static void run(PluginProcess.Application application) {
        try {
            serve(application);
        } catch (IOException | CertificateException e) {
            throw new StartFailure("cannot warm up: " + e.getMessage(), e);
        }
    }

    private static void serve(PluginProcess.Application application) throws IOException, CertificateException {
        Path sockets = Files.createTempDirectory("mortise");
        WireIdentity host = WireIdentity.create();
        HostEnvironment environment = HostEnvironment.of(
                Map.of(WireEnvironment.UNIX_SOCKET_DIR, sockets.toString(), WireEnvironment.CLIENT_CERT, host.pem()));
        var log = new HclogWriter(OutputStream.nullOutputStream(), "warm-up", Clock.systemUTC());
        log.line("info", "warm-up");
        try (GoPluginServer server = GoPluginServer.prepare(environment, new StdioRing(1));
                WireTransport transport = WireTransport.open("mortise/warm-up", 1)) {
            var running = application.start(server.broker(), log);
            Handshake line = Handshake.parse(
                    server.start(running.services(), new TreeSet<>(List.of(1))).format());
            var plugin = WireIdentity.parseDer(line.certificate().orElseThrow());
            ask(transport, line, PinnedTls.client(host, plugin));
        } finally {
            Files.deleteIfExists(sockets);
        }
    }

    private static void ask(WireTransport transport, Handshake line, SslContext tls) {
        ManagedChannel channel =
                transport.channelTo(line.endpoint(), Optional.of(tls)).build();
        try {
            HealthGrpc.newBlockingStub(channel)
                    .withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .check(HealthCheckRequest.newBuilder().setService("plugin").build());
            PluginGrpc.newBlockingStub(channel)
                    .withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .describe(Empty.getDefaultInstance());
        } finally {
            channel.shutdownNow();
        }
    }
}
