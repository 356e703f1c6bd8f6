package io.mortise.bench;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.mortise.proto.MagicCookie;
import io.mortise.proto.v1.CallRequest;
import io.mortise.proto.v1.PluginGrpc;
import io.mortise.proto.wire.Handshake;
import io.mortise.proto.wire.PinnedTls;
import io.mortise.proto.wire.WireEnvironment;
import io.mortise.proto.wire.WireIdentity;
import io.mortise.proto.wire.WireTransport;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The same plugin behind a raw grpc-java stub: handshake, mutual TLS on a Unix socket, and nothing else. */
final class RawProcess implements AutoCloseable {
    private final Path directory;
    private final Process process;
    private final WireTransport transport;
    private final ManagedChannel channel;
    private final PluginGrpc.PluginBlockingStub stub;

    RawProcess(Class<?> main) throws Exception {
        directory = Files.createTempDirectory("mortise-raw");
        WireIdentity identity = WireIdentity.create();
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xlog:disable",
                        "-Xlog:all=warning:stderr",
                        "-cp",
                        System.getProperty("java.class.path"),
                        main.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put(MagicCookie.KEY, MagicCookie.VALUE);
        builder.environment().put(WireEnvironment.PROTOCOL_VERSIONS, "1");
        builder.environment().put(WireEnvironment.UNIX_SOCKET_DIR, directory.toString());
        builder.environment().put(WireEnvironment.CLIENT_CERT, identity.pem());
        process = builder.start();
        Handshake handshake = Handshake.parse(firstLine());
        transport = WireTransport.open("raw", 2);
        channel = transport
                .channelTo(
                        handshake.endpoint(),
                        Optional.of(PinnedTls.client(
                                identity,
                                WireIdentity.parseDer(handshake.certificate().orElseThrow()))))
                .directExecutor()
                .build();
        stub = PluginGrpc.newBlockingStub(channel);
    }

    private String firstLine() throws IOException {
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = out.readLine();
        if (line == null) {
            throw new IllegalStateException("the plugin ended without a handshake");
        }
        return line;
    }

    byte[] call(byte[] payload) {
        return stub.withDeadlineAfter(30, TimeUnit.SECONDS)
                .call(CallRequest.newBuilder()
                        .setFunction("echo")
                        .setPayload(ByteString.copyFrom(payload))
                        .build())
                .getPayload()
                .toByteArray();
    }

    @Override
    public void close() throws IOException {
        channel.shutdownNow();
        process.destroyForcibly().onExit().join();
        transport.close();
        try (var files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }
}
