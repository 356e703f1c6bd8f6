package io.mortise.proto.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mortise.proto.wire.HandshakeException.Problem;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HandshakeTest {
    private static final Endpoint SOCKET = new Endpoint("unix", "/tmp/p");

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            value = {
                "1|3|unix|/tmp/p; netrpc; ",
                "1|3|unix|/tmp/p|; netrpc; ",
                "1|3|unix|/tmp/p|grpc; grpc; ",
                "1|3|unix|/tmp/p|grpc|; grpc; ",
                "\"  1|3|unix|/tmp/p|grpc|\r\n\"; grpc; ",
                "1|3|unix|/tmp/p|grpc||true; grpc; true",
                "1|3|unix|/tmp/p|grpc||F; grpc; false",
                "1|3|unix|/tmp/p|grpc||false|later|fields; grpc; false",
                // go-plugin takes up to 50 characters for no certificate, whatever they are
                "1|3|unix|/tmp/p|grpc|!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!; grpc; ",
            })
    void parse_readsTheLine_asGoPluginDoes(String line, String protocol, Boolean multiplex) {
        assertThat(Handshake.parse(line))
                .isEqualTo(new Handshake(3, SOCKET, protocol, Optional.empty(), Optional.ofNullable(multiplex)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "hello~ FORMAT~ 1 fields; expected at least 4",
                "''~ FORMAT~ 1 fields; expected at least 4",
                "1|3|unix~ FORMAT~ 3 fields; expected at least 4",
                "x|3|unix|/tmp/p|grpc|~ FORMAT~ field 1 (core version) is not a number",
                "1|x|unix|/tmp/p|grpc|~ FORMAT~ field 2 (application version) is not a number",
                "2|3|unix|/tmp/p|grpc|~ CORE_VERSION~ core version 2; expected 1",
                "1|3|udp|/tmp/p|grpc|~ ADDRESS~ network \"udp\"; expected unix or tcp",
                "1|3|unix||grpc|~ ADDRESS~ socket path of 0 bytes; expected 1 to 107; use a shorter directory for sockets",
                "1|3|tcp|1234|grpc|~ ADDRESS~ tcp address is not a literal ip:port",
                "1|3|tcp|evil.test:80|grpc|~ ADDRESS~ tcp address is not a literal ip:port",
                "1|3|tcp|127.0.0.1:99999|grpc|~ ADDRESS~ tcp address is not a literal ip:port",
                "1|3|unix|/tmp/p|grpc||maybe~ FORMAT~ field 7 (multiplex) is neither true nor false",
            })
    void parse_refusesTheLine_whenAFieldIsWrong(String line, Problem problem, String message) {
        assertThatThrownBy(() -> Handshake.parse(line))
                .isInstanceOf(HandshakeException.class)
                .hasMessage(message)
                .extracting(e -> ((HandshakeException) e).problem())
                .isEqualTo(problem);
    }

    @Test
    void parse_decodesTheCertificate_paddedOrNot() {
        byte[] der = new byte[100];
        Arrays.fill(der, (byte) 0xFB);
        String bare = Base64.getEncoder().withoutPadding().encodeToString(der);
        String padded = Base64.getEncoder().encodeToString(der);

        assertThat(Handshake.parse("1|1|unix|/tmp/p|grpc|" + bare).certificate().orElseThrow())
                .isEqualTo(der);
        assertThat(Handshake.parse("1|1|unix|/tmp/p|grpc|" + padded)
                        .certificate()
                        .orElseThrow())
                .isEqualTo(der);
        assertThatThrownBy(() -> Handshake.parse("1|1|unix|/tmp/p|grpc|" + "!".repeat(51)))
                .hasMessage("field 6 (certificate) is not base64");
    }

    @Test
    void parse_takesPathsOf107Bytes_andRefuses108() {
        String longest = "/" + "a".repeat(106);

        assertThat(Handshake.parse("1|1|unix|" + longest + "|grpc|").endpoint().address())
                .isEqualTo(longest);
        assertThatThrownBy(() -> Handshake.parse("1|1|unix|" + longest + "b|grpc|"))
                .hasMessage("socket path of 108 bytes; expected 1 to 107; use a shorter directory for sockets");
    }

    @Test
    void format_printsSixFields_andTheSeventhOnlyWhenAsked() {
        var plain = new Handshake(3, SOCKET, "grpc", Optional.empty(), Optional.empty());
        var asked = new Handshake(1, Endpoint.loopback(7), "grpc", Optional.of(new byte[40]), Optional.of(false));

        assertThat(plain.format()).isEqualTo("1|3|unix|/tmp/p|grpc|");
        assertThat(asked.format()).isEqualTo("1|1|tcp|127.0.0.1:7|grpc|" + "A".repeat(54) + "|false");
    }

    @Test
    void endpoint_isLocal_forUnixAndLoopbackOnly() {
        assertThat(SOCKET.isLocal()).isTrue();
        assertThat(new Endpoint("tcp", "[::1]:80").isLocal()).isTrue();
        assertThat(new Endpoint("tcp", "localhost:80").isLocal()).isTrue();
        assertThat(new Endpoint("tcp", "10.0.0.5:80").isLocal()).isFalse();
    }
}
