package io.mortise.sdk;

import com.google.protobuf.Empty;
import io.grpc.ManagedChannel;
import io.mortise.proto.v1.PluginGrpc;
import io.mortise.proto.wire.Handshake;
import io.mortise.proto.wire.PinnedTls;
import io.mortise.proto.wire.WireIdentity;
import io.mortise.proto.wire.WireTransport;
import java.security.cert.CertificateException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Another process of this machine that read the handshake and tries its own certificate. */
final class Stranger implements AutoCloseable {
    private final WireTransport transport = WireTransport.open("stranger", 1);
    private final ManagedChannel channel;

    Stranger(Handshake handshake) throws CertificateException {
        var plugin = WireIdentity.parseDer(handshake.certificate().orElseThrow());
        channel = transport
                .channelTo(handshake.endpoint(), Optional.of(PinnedTls.client(WireIdentity.create(), plugin)))
                .build();
    }

    void describe() {
        PluginGrpc.newBlockingStub(channel)
                .withDeadlineAfter(20, TimeUnit.SECONDS)
                .describe(Empty.getDefaultInstance());
    }

    @Override
    public void close() {
        channel.shutdownNow();
        transport.close();
    }
}
