package io.mortise.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.grpc.Server;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.protobuf.services.HealthStatusManager;
import io.mortise.api.Runner;
import io.mortise.api.error.Detail;
import io.mortise.api.error.PluginException;
import io.mortise.api.error.StartProblem;
import io.mortise.api.manifest.RuntimeSpec;
import io.mortise.proto.wire.Endpoint;
import io.mortise.proto.wire.WireTransport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A plugin on TCP: taken when it is the one that listens, refused when another process answers for it. */
@Timeout(60)
class TcpPluginTest {
    @TempDir
    Path directory;

    /** A plugin in a JVM of its own, in plaintext on a free port, with five fields as Python's are. */
    static final class OnTcp {
        public static void main(String[] args) throws Exception {
            var transport = WireTransport.open("tcp-plugin", 1);
            var health = new HealthStatusManager();
            health.setStatus("plugin", ServingStatus.SERVING);
            Server server = transport
                    .serverOn(Endpoint.loopback(0), Optional.empty())
                    .addService(health.getHealthService())
                    .addService(new ScriptedPlugin())
                    .build()
                    .start();
            System.out.println("1|1|tcp|127.0.0.1:" + server.getPort() + "|grpc");
            System.err.println("port " + server.getPort());
            server.awaitTermination();
        }
    }

    private static RuntimeSpec.Grpc onTcp() {
        return RuntimeSpec.Grpc.of(new RuntimeSpec.Launch.Command(List.of(
                "java",
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-Xlog:disable",
                "-Xlog:all=warning:stderr",
                "-cp",
                System.getProperty("java.class.path"),
                OnTcp.class.getName())));
    }

    @Test
    void whoListens_isTaken_andNobodyElseForIt() throws IOException {
        try (Bench bench = new Bench(directory)) {
            bench.allowPlaintext = true;
            Runner honest = bench.start(onTcp());
            assertThat(honest.call(Bench.call("greet", "hi")).payload())
                    .asString()
                    .isEqualTo("hi");
            await().until(() -> !bench.logged().isEmpty());
            String port = bench.logged().stream()
                    .filter(line -> line.startsWith("port "))
                    .findFirst()
                    .orElseThrow()
                    .substring("port ".length());

            bench.script("bin/thief", "echo '1|1|tcp|127.0.0.1:" + port + "|grpc'", FakePeer.WAIT);
            PluginException failure =
                    catchThrowableOfType(PluginException.class, () -> bench.start(Bench.binary("bin/thief")));

            assertThat(failure.detail())
                    .isInstanceOfSatisfying(Detail.StartFailure.class, refused -> assertThat(refused.problem())
                            .isEqualTo(StartProblem.TRANSPORT));
            assertThat(failure).hasMessageContaining("another process listens there");
            honest.stop(Duration.ofSeconds(1));
        }
    }
}
