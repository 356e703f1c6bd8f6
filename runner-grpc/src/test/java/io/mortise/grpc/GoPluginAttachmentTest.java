package io.mortise.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.Empty;
import io.mortise.api.error.PluginException;
import io.mortise.proto.v1.PluginGrpc;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A program that somebody else started and debugs. */
@Timeout(30)
class GoPluginAttachmentTest {
    private static final int MAX = 1 << 20;
    private static final Duration SOON = Duration.ofSeconds(5);

    private FakePeer peer;
    private Process program;

    @BeforeEach
    void start() throws IOException {
        peer = FakePeer.plaintext(new ScriptedPlugin());
        program = new ProcessBuilder("sleep", "600").start();
    }

    @AfterEach
    void end() throws InterruptedException {
        program.destroyForcibly();
        peer.close();
    }

    private GoPluginReattach configuration(boolean test) {
        return new GoPluginReattach(peer.socket(), program.pid(), 5, test);
    }

    @Test
    void terraformsForm_isRead() {
        String json = "{\"registry.terraform.io/hashicorp/time\":{\"Protocol\":\"grpc\",\"ProtocolVersion\":5,"
                + "\"Pid\":" + program.pid() + ",\"Test\":true,\"Addr\":{\"Network\":\"unix\",\"String\":\""
                + peer.socket() + "\"}}}";

        assertThat(GoPluginReattach.parseAll(json))
                .isEqualTo(Map.of("registry.terraform.io/hashicorp/time", configuration(true)));
        assertThatThrownBy(() -> GoPluginReattach.parse(
                        "{\"Protocol\":\"netrpc\",\"Addr\":{\"Network\":\"unix\",\"String\":\"/a\"}}"))
                .hasMessage("reattach: Protocol is \"netrpc\", only grpc is taken");
        assertThatThrownBy(() -> GoPluginReattach.parse("[]")).hasMessage("a reattach configuration is a JSON object");
    }

    @Test
    void aProgramInTestMode_isCalledAndLeftRunning() {
        try (GoPluginAttachment attached = GoPluginAttachment.attach(configuration(true), MAX, SOON)) {
            assertThat(PluginGrpc.newBlockingStub(attached.channel())
                            .describe(Empty.getDefaultInstance())
                            .getJson()
                            .toStringUtf8())
                    .contains("says hello");
            assertThat(attached.isAlive()).isTrue();
        }

        assertThat(program.isAlive()).isTrue();
    }

    @Test
    void aProgramThatIsOurs_isEnded() throws Exception {
        GoPluginAttachment.attach(configuration(false), MAX, SOON).close();

        assertThat(program.waitFor()).isEqualTo(137);
    }

    @Test
    void whatIsNotThere_isNamed() throws Exception {
        assertProblem(new GoPluginReattach(Path.of("/none/x"), program.pid(), 1, true), "a socket at /none/x");
        program.destroyForcibly().waitFor();
        assertProblem(configuration(true), "a running process " + program.pid());
    }

    private static void assertProblem(GoPluginReattach configuration, String wanted) {
        assertThat(catchThrowableOfType(PluginException.class, () -> GoPluginAttachment.attach(configuration, MAX, SOON)
                        .close()))
                .hasMessageContaining("start wanted " + wanted);
    }
}
