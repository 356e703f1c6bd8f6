package io.mortise.proto.wire;

import io.grpc.netty.shaded.io.netty.handler.codec.http2.Http2SecurityUtil;
import io.grpc.netty.shaded.io.netty.handler.ssl.ApplicationProtocolConfig;
import io.grpc.netty.shaded.io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.grpc.netty.shaded.io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.grpc.netty.shaded.io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.grpc.netty.shaded.io.netty.handler.ssl.ApplicationProtocolNames;
import io.grpc.netty.shaded.io.netty.handler.ssl.ClientAuth;
import io.grpc.netty.shaded.io.netty.handler.ssl.JdkSslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SupportedCipherSuiteFilter;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/**
 * TLS as go-plugin's AutoMTLS does it: both ends show one certificate and accept exactly one.
 *
 * <p>Always the JDK's provider: the BoringSSL in grpc-netty-shaded does not offer P-521 signatures, and Go's
 * certificates are P-521.
 */
public final class PinnedTls {
    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};
    private static final ApplicationProtocolConfig HTTP2 = new ApplicationProtocolConfig(
            Protocol.ALPN,
            SelectorFailureBehavior.NO_ADVERTISE,
            SelectedListenerFailureBehavior.ACCEPT,
            ApplicationProtocolNames.HTTP_2);

    private PinnedTls() {}

    /** For a dialler that shows {@code own} and accepts only {@code peer}. */
    public static SslContext client(WireIdentity own, X509Certificate peer) {
        return context(own, peer, true, ClientAuth.NONE);
    }

    /** For a listener that shows {@code own} and demands {@code peer}. */
    public static SslContext server(WireIdentity own, X509Certificate peer) {
        return context(own, peer, false, ClientAuth.REQUIRE);
    }

    private static SslContext context(WireIdentity own, X509Certificate peer, boolean isClient, ClientAuth auth) {
        try {
            SSLContext tls = SSLContext.getInstance("TLS");
            tls.init(
                    new KeyManager[] {new PinnedKey(own)},
                    new TrustManager[] {new PinnedTrust(WireIdentity.encoded(peer))},
                    new SecureRandom());
            return new JdkSslContext(
                    tls,
                    isClient,
                    Http2SecurityUtil.CIPHERS,
                    SupportedCipherSuiteFilter.INSTANCE,
                    HTTP2,
                    auth,
                    PROTOCOLS,
                    false);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM cannot set up TLS 1.2 or 1.3 with ALPN", e);
        }
    }
}
