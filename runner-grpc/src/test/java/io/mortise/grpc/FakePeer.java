package io.mortise.grpc;

import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.ClientAuth;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslProvider;
import io.grpc.netty.shaded.io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.grpc.protobuf.services.HealthStatusManager;
import io.mortise.api.manifest.RuntimeSpec;
import io.mortise.proto.wire.Endpoint;
import io.mortise.proto.wire.WireTransport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * A plugin whose server lives in the test: its process is a script that prints the handshake line and waits, so every
 * answer, and every lie, is the test's to choose. Its certificate is P-521, as a Go program's is.
 */
final class FakePeer implements AutoCloseable {
    static final String WAIT = "exec cat >/dev/null";

    private final WireTransport transport = WireTransport.open("fake-peer", 1);
    private final Server server;
    private final Endpoint endpoint;
    private final Optional<P521> identity;

    private FakePeer(Optional<P521> identity, boolean speaksTls, BindableService... services) throws IOException {
        this.identity = identity;
        this.endpoint = Endpoint.unix(Files.createTempDirectory("peer").resolve("s"));
        Optional<SslContext> tls = speaksTls ? identity.map(FakePeer::tls) : Optional.empty();
        NettyServerBuilder builder = transport
                .serverOn(endpoint, tls)
                .maxInboundMessageSize(64 << 20)
                .maxInboundMetadataSize(1 << 20);
        builder.addService(new HealthStatusManager().getHealthService());
        for (BindableService service : services) {
            builder.addService(service);
        }
        server = builder.build().start();
    }

    static FakePeer serving(BindableService... services) throws IOException {
        return new FakePeer(Optional.of(P521.shared()), true, services);
    }

    static FakePeer plaintext(BindableService... services) throws IOException {
        return new FakePeer(Optional.empty(), false, services);
    }

    /** Announces a certificate and then speaks plaintext, as a server built without its library's options does. */
    static FakePeer liar(BindableService... services) throws IOException {
        return new FakePeer(Optional.of(P521.shared()), false, services);
    }

    private static SslContext tls(P521 identity) {
        try {
            return GrpcSslContexts.configure(
                            SslContextBuilder.forServer(identity.key(), identity.certificate()), SslProvider.JDK)
                    .trustManager(InsecureTrustManagerFactory.INSTANCE)
                    .clientAuth(ClientAuth.REQUIRE)
                    .build();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    String line() {
        return "1|1|unix|" + endpoint.address() + "|grpc|"
                + identity.map(FakePeer::encoded).orElse("");
    }

    static String encoded(P521 identity) {
        return Base64.getEncoder().withoutPadding().encodeToString(identity.der());
    }

    /** The script that pretends to be this server. */
    RuntimeSpec.Grpc spec(Bench bench, String... before) throws IOException {
        String name = "bin/peer-" + UUID.randomUUID();
        String[] lines = new String[before.length + 2];
        System.arraycopy(before, 0, lines, 0, before.length);
        lines[before.length] = "echo '" + line() + "'";
        lines[before.length + 1] = WAIT;
        bench.script(name, lines);
        return Bench.binary(name);
    }

    /** Where it listens. */
    Path socket() {
        return endpoint.path();
    }

    /** Cuts every connection while the process lives on. */
    void vanish() {
        server.shutdownNow();
    }

    @Override
    public void close() throws InterruptedException {
        server.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
        WireTransport.release(endpoint);
        endpoint.path().getParent().toFile().delete();
        transport.close();
    }
}
