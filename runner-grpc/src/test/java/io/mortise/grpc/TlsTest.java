package io.mortise.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mortise.api.Runner;
import io.mortise.api.error.Detail;
import io.mortise.api.error.PluginException;
import io.mortise.api.error.StartProblem;
import io.mortise.api.manifest.RuntimeSpec;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who may speak without TLS, and that nobody else can answer. */
@Timeout(60)
class TlsTest {
    @TempDir
    Path directory;

    private Bench bench;

    @BeforeEach
    void open() throws IOException {
        bench = new Bench(directory);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private PluginException failure(RuntimeSpec.Grpc spec) {
        return catchThrowableOfType(PluginException.class, () -> bench.start(spec));
    }

    private static void assertRefused(PluginException failure, String text) {
        assertThat(((Detail.StartFailure) failure.detail()).problem()).isEqualTo(StartProblem.TLS_REFUSED);
        assertThat(failure.text()).startsWith(text);
    }

    @Test
    void aPluginWithoutACertificate_isRefused_untilAnOperatorGrantsIt() throws Exception {
        try (FakePeer peer = FakePeer.plaintext(new ScriptedPlugin())) {
            assertRefused(
                    failure(peer.spec(bench)),
                    "start wanted a certificate in field 6, got none: the plugin does not do AutoMTLS;");
            bench.allowPlaintext = true;

            Runner runner = bench.start(peer.spec(bench));

            assertThat(runner.call(Bench.call("greet", "plain")).text()).isEqualTo("plain");
        }
    }

    @Test
    void aPluginThatAnnouncesACertificateAndSpeaksPlaintext_isRefusedByItsOwnName() throws Exception {
        try (FakePeer peer = FakePeer.liar(new ScriptedPlugin())) {
            assertRefused(
                    failure(peer.spec(bench)),
                    "start wanted TLS, as its certificate in field 6 promised, got plaintext;");
        }
    }

    @Test
    void aPluginThatAnnouncesACertificateAndSpeaksPlaintext_isRefusedEvenWithTheGrant() throws Exception {
        bench.allowPlaintext = true;
        try (FakePeer peer = FakePeer.liar(new ScriptedPlugin())) {
            assertRefused(failure(peer.spec(bench)), "start wanted TLS");
        }
    }

    @Test
    void anotherCertificateThanTheAnnouncedOne_isRefused() throws Exception {
        try (FakePeer peer = FakePeer.serving(new ScriptedPlugin())) {
            String[] fields = peer.line().split("\\|");
            byte[] other = io.mortise.proto.wire.WireIdentity.create().der();
            fields[5] = java.util.Base64.getEncoder().withoutPadding().encodeToString(other);
            bench.script("bin/peer", "echo '" + String.join("|", fields) + "'", FakePeer.WAIT);

            assertRefused(failure(Bench.binary("bin/peer")), "start wanted the certificate of its handshake, got ");
        }
    }
}
