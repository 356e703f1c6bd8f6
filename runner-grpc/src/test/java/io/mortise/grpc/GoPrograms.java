package io.mortise.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.MethodDescriptor;
import io.grpc.stub.ClientCalls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/**
 * Programs that nobody here wrote, built by Go into the directory {@code MORTISE_GO_PLUGINS}; raw bytes are all that is
 * said to them.
 */
final class GoPrograms {
    private static final MethodDescriptor.Marshaller<byte[]> BYTES = new MethodDescriptor.Marshaller<>() {
        @Override
        public InputStream stream(byte[] value) {
            return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                return stream.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    };

    private final Path programs;
    private final Path directory;

    private GoPrograms(Path programs, Path directory) {
        this.programs = programs;
        this.directory = directory;
    }

    /** Skips the test where there are none. */
    static GoPrograms in(Path directory) {
        Optional<String> named = Optional.ofNullable(System.getenv("MORTISE_GO_PLUGINS"));
        Assumptions.assumeTrue(named.isPresent(), "MORTISE_GO_PLUGINS names no directory of built go-plugin programs");
        return new GoPrograms(Path.of(named.get()), directory);
    }

    /** A copy of its own: some write beside themselves. Skips the test when this one was not built. */
    Path executable(String name) throws IOException {
        Path built = programs.resolve(name);
        Assumptions.assumeTrue(Files.isRegularFile(built), name + " was not built");
        Path copy = Files.copy(built, directory.resolve(name));
        assertThat(copy.toFile().setExecutable(true)).isTrue();
        return copy;
    }

    /** With the cookie that go-plugin's examples share. */
    GoPluginProgram program(String name, Integer... versions) throws IOException {
        return GoPluginProgram.of(executable(name), "BASIC_PLUGIN", "hello", versions);
    }

    static byte[] call(Channel channel, String method, String hex) {
        return call(channel, method, HexFormat.of().parseHex(hex));
    }

    static byte[] call(Channel channel, String method, byte[] request) {
        return ClientCalls.blockingUnaryCall(
                channel, descriptor(method, MethodDescriptor.MethodType.UNARY), CallOptions.DEFAULT, request);
    }

    static Iterator<byte[]> stream(Channel channel, String method, String hex) {
        return ClientCalls.blockingServerStreamingCall(
                channel,
                descriptor(method, MethodDescriptor.MethodType.SERVER_STREAMING),
                CallOptions.DEFAULT,
                HexFormat.of().parseHex(hex));
    }

    static MethodDescriptor<byte[], byte[]> descriptor(String method, MethodDescriptor.MethodType type) {
        return MethodDescriptor.newBuilder(BYTES, BYTES)
                .setType(type)
                .setFullMethodName(method)
                .build();
    }
}
