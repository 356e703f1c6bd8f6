package io.mortise.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.Empty;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.mortise.proto.goplugin.GRPCStdioGrpc;
import io.mortise.proto.goplugin.StdioData;
import io.mortise.proto.wire.Handshake;
import io.mortise.proto.wire.WireEnvironment;
import io.mortise.proto.wire.WireIdentity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessTest {
    @TempDir
    Path dir;

    @Test
    void process_explainsItself_whenStartedByHand() throws Exception {
        try (var plugin = new SpawnedPlugin(Map.of())) {
            assertThat(plugin.line()).isEqualTo("null");
            assertThat(plugin.errorLine())
                    .isEqualTo("This binary is a plugin: \"test-plugin\" is started by a Mortise host, not by hand."
                            + " To try it: mortise run DIR, where DIR holds its plugin.yaml."
                            + " With --describe it prints the functions it handles.");
            assertThat(plugin.exitCode()).isEqualTo(1);
        }
    }

    @Test
    void process_printsItsFunctions_whenAskedTo() throws Exception {
        try (var plugin = new SpawnedPlugin(Map.of(), "--describe")) {
            assertThat(plugin.line()).startsWith("{\"functions\":{\"echo\":{},");
            assertThat(plugin.exitCode()).isZero();
        }
    }

    @Test
    void process_returns_afterItsWarmUp() throws Exception {
        try (var plugin = new SpawnedPlugin(Map.of("JDK_JAVA_OPTIONS", "-Djava.io.tmpdir=" + dir), "--warm-up")) {
            assertThat(plugin.line()).isEqualTo("null");
            assertThat(plugin.exitCode()).isZero();
            assertThat(Files.list(dir))
                    .noneMatch(path -> path.getFileName().toString().startsWith("mortise"));
        }
    }

    @Test
    void process_serves_untilShutdown() throws Exception {
        Path stopped = dir.resolve("stopped");
        try (var plugin = new SpawnedPlugin(SpawnedPlugin.environment(dir), stopped.toString())) {
            var channel = plugin.connect();
            var health = HealthGrpc.newBlockingStub(channel);
            for (String service : List.of("plugin", "")) {
                assertThat(health.check(HealthCheckRequest.newBuilder()
                                        .setService(service)
                                        .build())
                                .getStatus())
                        .isEqualTo(ServingStatus.SERVING);
            }
            plugin.call("echo", "hello");

            plugin.shutdown();

            assertThat(plugin.exitCode()).isZero();
            assertThat(stopped).hasContent("stopped");
            assertThat(Files.list(dir)).containsExactly(stopped);
        }
    }

    @Test
    void handshake_hasSixEmptyOrPlainFields_whenNothingWasAsked() throws Exception {
        try (var plugin = new SpawnedPlugin(with(WireEnvironment.PROTOCOL_VERSIONS, "7,9"))) {
            assertThat(plugin.line()).matches("1\\|1\\|unix\\|" + dir + "/plugin[0-9a-f]{16}\\|grpc\\|");
        }
    }

    @Test
    void handshake_answersWhatWasAsked() throws Exception {
        Map<String, String> environment =
                with(WireEnvironment.CLIENT_CERT, WireIdentity.create().pem());
        environment.put(WireEnvironment.MULTIPLEX_GRPC, "true");
        try (var plugin = new SpawnedPlugin(environment)) {
            Handshake handshake = Handshake.parse(plugin.line());

            assertThat(handshake.multiplex()).contains(false);
            assertThat(WireIdentity.parseDer(handshake.certificate().orElseThrow())
                            .getSubjectX500Principal()
                            .getName())
                    .isEqualTo("CN=localhost,O=Mortise");
        }
    }

    @Test
    void start_failsWithAReason_whenTheCertificateCannotBeRead() throws Exception {
        assertStartFails(with(WireEnvironment.CLIENT_CERT, "nonsense"), "PLUGIN_CLIENT_CERT holds no PEM certificate");
    }

    @Test
    void start_failsWithAReason_whenTheSocketPathIsTooLong() throws Exception {
        assertStartFails(
                with(WireEnvironment.UNIX_SOCKET_DIR, "/tmp/" + "a".repeat(90)),
                "cannot listen on /tmp/" + "a".repeat(90) + "/plugin");
    }

    @Test
    void start_failsWithAReason_whenTheSocketDirectoryIsMissing() throws Exception {
        assertStartFails(
                with(WireEnvironment.UNIX_SOCKET_DIR, dir.resolve("none").toString()), "cannot listen on " + dir);
    }

    @Test
    void stdout_goesToTheHost_andNeverBlocks() throws Exception {
        try (var plugin = new SpawnedPlugin(SpawnedPlugin.environment(dir))) {
            var channel = plugin.connect();
            plugin.call("flood", "");

            var seen = new LinkedBlockingQueue<String>();
            GRPCStdioGrpc.newStub(channel)
                    .streamStdio(Empty.getDefaultInstance(), new HostedPlugin.IgnoringObserver<StdioData>() {
                        @Override
                        public void onNext(StdioData data) {
                            seen.add(data.getData().toStringUtf8());
                        }
                    });

            assertThat(seen.poll(20, TimeUnit.SECONDS))
                    .matches("\\n\\[[0-9]+ bytes of output dropped: nobody read them in time]\\n");
            await().untilAsserted(() -> assertThat(String.join("", seen)).endsWith("number 39999\n"));
            plugin.call("print", "last words");
            await().untilAsserted(() -> assertThat(seen).contains("last words"));
        }
    }

    @Test
    void stderr_becomesLogRecords() throws Exception {
        try (var plugin = new SpawnedPlugin(SpawnedPlugin.environment(dir))) {
            plugin.connect();
            plugin.call("print_error", "one \"quoted\"\ntwo");

            String time = "\"@timestamp\":\"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}\\.[0-9]{6}Z\"";
            assertThat(plugin.errorLine())
                    .matches(
                            "\\{\"@level\":\"info\",\"@message\":\"one \\\\\"quoted\\\\\"\",\"@module\":\"test-plugin\","
                                    + time + "}");
            assertThat(plugin.errorLine()).contains("\"@message\":\"two\"");
            plugin.call("die_in_thread", "");
            assertThat(plugin.errorLine())
                    .startsWith("{\"@level\":\"error\",\"@message\":\"uncaught in thread Thread-")
                    .contains("java.lang.IllegalStateException: lost");
        }
    }

    @Test
    void process_survivesCtrlC_butNotSigterm() throws Exception {
        try (var plugin = new SpawnedPlugin(SpawnedPlugin.environment(dir))) {
            plugin.connect();
            plugin.call("echo", "");

            assertThat(signal("INT", plugin.process.pid())).isZero();
            plugin.call("echo", "still here");
            assertThat(signal("TERM", plugin.process.pid())).isZero();

            assertThat(plugin.exitCode()).isEqualTo(128 + 15);
        }
    }

    @Test
    void process_ends_whenStdinEnds_underAMortiseHostOnly() throws Exception {
        Path stopped = dir.resolve("stopped");
        try (var watched = new SpawnedPlugin(
                        with(
                                WireEnvironment.MORTISE_HOST_PID,
                                "" + ProcessHandle.current().pid()),
                        stopped.toString());
                var other = new SpawnedPlugin(SpawnedPlugin.environment(dir))) {
            watched.connect();
            other.connect();

            other.process.getOutputStream().close();
            watched.process.getOutputStream().close();

            assertThat(watched.exitCode()).isEqualTo(3);
            assertThat(stopped).hasContent("stopped");
            other.call("echo", "still here");
        }
        assertThat(Files.list(dir)).hasSize(2); // the killed one could not remove its socket
    }

    @Test
    void process_ends_whenItsParentIsKilled() throws Exception {
        assumeThat(Path.of("/bin/sh")).as("needs a shell").exists();
        // $0 and $@ are the java command; its stdin is not ours, so only the parent watch can end it
        List<String> shell = List.of("/bin/sh", "-c", "\"$0\" \"$@\" </dev/null & echo $! >&2; wait");
        try (var plugin = new SpawnedPlugin(shell, SpawnedPlugin.environment(dir))) {
            long pid = Long.parseLong(plugin.errorLine());
            plugin.connect();
            plugin.call("echo", "");
            ProcessHandle child = ProcessHandle.of(pid).orElseThrow();

            plugin.process.destroyForcibly();

            await().atMost(Duration.ofSeconds(5)).until(() -> !child.isAlive());
            await().untilAsserted(() -> assertThat(Files.list(dir)).isEmpty());
        }
    }

    private void assertStartFails(Map<String, String> environment, String reason) throws Exception {
        try (var plugin = new SpawnedPlugin(environment)) {
            assertThat(plugin.line()).isEqualTo("null");
            assertThat(plugin.errorLine())
                    .startsWith("{\"@level\":\"error\",\"@message\":\"plugin init error: " + reason);
            assertThat(plugin.exitCode()).isEqualTo(1);
        }
    }

    private Map<String, String> with(String name, String value) {
        Map<String, String> environment = new HashMap<>(SpawnedPlugin.environment(dir));
        environment.put(name, value);
        return environment;
    }

    private static int signal(String name, long pid) throws Exception {
        return new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                .start()
                .waitFor();
    }
}
