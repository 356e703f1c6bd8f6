package io.mortise.proto.wire;

import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.netty.handler.ssl.ClientAuth;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslProvider;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLException;

/**
 * TLS as go-plugin's AutoMTLS does it: both ends show one certificate and accept exactly one.
 *
 * <p>Always the JDK's provider: the BoringSSL in grpc-netty-shaded does not offer P-521 signatures, and Go's
 * certificates are P-521.
 */
public final class PinnedTls {
    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    private PinnedTls() {}

    /** For a dialler that shows {@code own} and accepts only {@code peer}. */
    public static SslContext client(WireIdentity own, X509Certificate peer) {
        return build(SslContextBuilder.forClient().keyManager(own.key(), own.certificate()), peer);
    }

    /** For a listener that shows {@code own} and demands {@code peer}. */
    public static SslContext server(WireIdentity own, X509Certificate peer) {
        return build(SslContextBuilder.forServer(own.key(), own.certificate()).clientAuth(ClientAuth.REQUIRE), peer);
    }

    private static SslContext build(SslContextBuilder builder, X509Certificate peer) {
        try {
            return GrpcSslContexts.configure(builder, SslProvider.JDK)
                    .trustManager(new PinnedTrust(WireIdentity.encoded(peer)))
                    .protocols(PROTOCOLS)
                    .build();
        } catch (SSLException e) {
            throw new IllegalStateException("this JVM cannot set up TLS 1.2 or 1.3 with ALPN", e);
        }
    }
}
