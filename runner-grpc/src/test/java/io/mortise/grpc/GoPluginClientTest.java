package io.mortise.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.Empty;
import io.mortise.api.error.PluginException;
import io.mortise.grpc.internal.process.ProcessIdentity;
import io.mortise.proto.v1.PluginGrpc;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class GoPluginClientTest {
    @TempDir
    Path directory;

    @Test
    void aProgram_isStartedCalledAndEnded_withoutAManager() throws Exception {
        List<String> lines = new CopyOnWriteArrayList<>();
        try (Bench bench = new Bench(directory);
                FakePeer peer = FakePeer.serving(new ScriptedPlugin())) {
            Path script =
                    bench.script("provider", "echo \"$COOKIE $MODE\" >&2", "echo '" + peer.line() + "'", FakePeer.WAIT);
            var program = GoPluginProgram.of(script, "COOKIE", "biscuit", 5, 1).withEnvironment(Map.of("MODE", "fast"));

            GoPluginClient client = GoPluginClient.start(program, line -> lines.add(line.message()));
            ProcessIdentity process = ProcessIdentity.of(client.pid()).orElseThrow();
            String json = PluginGrpc.newBlockingStub(client.channel())
                    .describe(Empty.getDefaultInstance())
                    .getJson()
                    .toStringUtf8();
            client.close();
            client.close();

            assertThat(json).contains("says hello");
            assertThat(client.appVersion()).isEqualTo(1);
            assertThat(client.lastLines()).containsExactly("biscuit fast");
            assertThat(lines).containsExactly("biscuit fast");
            assertThat(process.isAlive()).isFalse();
        }
    }

    @Test
    void aProgramThatIsNone_isNamedByItsFile() throws Exception {
        try (Bench bench = new Bench(directory)) {
            Path script = bench.script("provider", "exit 2");

            PluginException failure = catchThrowableOfType(PluginException.class, () -> GoPluginClient.start(
                            GoPluginProgram.of(script, "COOKIE", "x", 5), line -> {})
                    .close());

            assertThat(failure)
                    .hasMessage("provider: start wanted a handshake line on stdout, got exit 2 without one; it said"
                            + " nothing on stderr; run it by hand to see all it writes, with the cookie variable set"
                            + " [START_FAILED]");
        }
    }
}
