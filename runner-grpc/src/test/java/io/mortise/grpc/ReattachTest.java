package io.mortise.grpc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.mortise.api.PluginConfig;
import io.mortise.api.Runner;
import io.mortise.api.Sandbox;
import io.mortise.api.StartReport;
import io.mortise.api.error.Failure;
import io.mortise.api.error.PluginException;
import io.mortise.api.host.HostFailure;
import io.mortise.testkit.FakeHost;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A plugin of a manager whose program somebody else started. */
@Timeout(60)
class ReattachTest {
    @TempDir
    Path directory;

    private final ScriptedPlugin plugin = new ScriptedPlugin();
    private Bench bench;
    private FakePeer peer;
    private Process program;

    @BeforeEach
    void start() throws IOException {
        peer = FakePeer.plaintext(plugin);
        program = new ProcessBuilder("sleep", "600").start();
        bench = new Bench(directory);
        bench.factory.close();
        bench.factory = GrpcRunnerFactory.reattaching(
                Map.of("peer", new GoPluginReattach(peer.socket(), program.pid(), 1, true)));
    }

    @AfterEach
    void end() throws InterruptedException {
        bench.close();
        program.destroyForcibly();
        peer.close();
    }

    /** The bundle's own program is not there: nobody starts it. */
    private StartReport attach(Runner runner) {
        runner.load(bench.bundle(Bench.binary("bin/absent")));
        return runner.start(bench.config(), bench.host);
    }

    @Test
    void aReattachedPlugin_isCalled_saysWhatItLacks_andIsLeftRunning() {
        Runner runner = bench.runner();

        StartReport report = attach(runner);
        String echoed = new String(runner.call(Bench.call("echo", "hi")).payload(), UTF_8);
        runner.stop(Duration.ofSeconds(2));

        assertThat(echoed).isEqualTo("hi");
        assertThat(report.sandbox()).isEqualTo(Sandbox.NONE);
        assertThat(report.notes())
                .containsExactly("reattached: process " + program.pid()
                        + " was started by somebody else; no sandbox, no TLS, no secrets; for development only");
        assertThat(plugin.asked).containsExactly("stop 2000");
        assertThat(program.isAlive()).isTrue();
    }

    @Test
    void itsEnd_isTheGenerationsEnd() {
        attach(bench.runner());

        program.destroyForcibly();

        await().untilAsserted(
                        () -> assertThat(bench.deaths).singleElement().satisfies(death -> assertThat(death.failure())
                                .isEqualTo(Failure.GUEST_CRASHED)));
    }

    @Test
    void aProgramThatIsGone_isNamed() throws Exception {
        program.destroyForcibly().waitFor();

        assertThatThrownBy(() -> attach(bench.runner()))
                .hasMessageContaining("start wanted a running process " + program.pid());
    }

    @Test
    void aSecretInItsConfiguration_isNotSentToIt_andTheKeysAreNamed() {
        Runner runner = bench.runner();
        PluginConfig plain = bench.config();
        runner.load(bench.bundle(Bench.binary("bin/absent")));

        assertThatThrownBy(() -> runner.start(
                        new PluginConfig(
                                plain.subject(),
                                "{\"token\":\"tok-31337\",\"db\":{\"password\":\"hunter2\"}}".getBytes(UTF_8),
                                List.of("/token", "/db/password"),
                                plain.limits(),
                                plain.sandbox(),
                                plain.mounts(),
                                false),
                        bench.host))
                .isInstanceOfSatisfying(
                        PluginException.class, e -> assertThat(e.detail().toString())
                                .contains("/token", "/db/password")
                                .doesNotContain("hunter2"))
                .hasMessage(
                        "peer@1.0.0#1: config /token (and 1 more) comes from a secret, and a reattached program gets"
                                + " none; write a value for development in its place, mortise config peer KEY=VALUE, or let the"
                                + " host start it [BAD_CONFIG]");
        assertThat(plugin.started).isNotDone();
    }

    @Test
    void secrets_areNotForIt() {
        assertThatThrownBy(() -> new WithoutSecrets(new FakeHost()).secrets().get(bench.host.background(), "TOKEN"))
                .isInstanceOf(HostFailure.class)
                .hasMessage("secret TOKEN: a reattached program gets none; let the host start it");
    }
}
