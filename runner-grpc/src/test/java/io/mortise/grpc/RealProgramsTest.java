package io.mortise.grpc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.MethodDescriptor;
import io.grpc.stub.ClientCalls;
import io.mortise.api.error.PluginException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** go-plugin's own example programs, built by Go; MORTISE_GO_PLUGINS names the directory they lie in. */
@Timeout(60)
class RealProgramsTest {
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

    @TempDir
    Path directory;

    private Path programs;

    @BeforeEach
    void needsGo() {
        Optional<String> named = Optional.ofNullable(System.getenv("MORTISE_GO_PLUGINS"));
        Assumptions.assumeTrue(named.isPresent(), "MORTISE_GO_PLUGINS names no directory of go-plugin's examples");
        programs = Path.of(named.get());
    }

    private GoPluginProgram program(String name, Integer... versions) throws IOException {
        Path copy = Files.copy(programs.resolve(name), directory.resolve(name));
        assertThat(copy.toFile().setExecutable(true)).isTrue();
        return GoPluginProgram.of(copy, "BASIC_PLUGIN", "hello", versions);
    }

    private static byte[] call(Channel channel, String method, String hex) {
        var descriptor = MethodDescriptor.newBuilder(BYTES, BYTES)
                .setType(MethodDescriptor.MethodType.UNARY)
                .setFullMethodName(method)
                .build();
        return ClientCalls.blockingUnaryCall(
                channel, descriptor, CallOptions.DEFAULT, HexFormat.of().parseHex(hex));
    }

    @Test
    void kv_answersOverMutualTls() throws IOException {
        try (GoPluginClient kv = GoPluginClient.start(program("kv-go-grpc", 1), line -> {})) {
            call(kv.channel(), "proto.KV/Put", "0a01611203313233");

            assertThat(new String(call(kv.channel(), "proto.KV/Get", "0a0161"), UTF_8))
                    .contains("123", "Written from plugin-go-grpc");
        }
    }

    @Test
    void negotiated_speaksTheVersionBothKnow() throws IOException {
        try (GoPluginClient kv = GoPluginClient.start(program("negotiated-go", 2, 3), line -> {})) {
            assertThat(kv.appVersion()).isEqualTo(3);
        }
    }

    @Test
    void netRpc_isRefused() throws IOException {
        GoPluginProgram program = program("kv-go-netrpc", 1);

        assertThat(catchThrowableOfType(PluginException.class, () -> GoPluginClient.start(program, line -> {})
                        .close()))
                .hasMessageContaining("start wanted protocol grpc in field 5, got netrpc");
    }
}
