package io.mortise.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.mortise.api.Limits;
import io.mortise.api.Runner;
import io.mortise.api.Sandbox;
import io.mortise.api.error.Detail;
import io.mortise.api.error.Failure;
import io.mortise.api.error.PluginException;
import io.mortise.api.error.StartProblem;
import io.mortise.api.manifest.RuntimeSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every way in which a program turns out to be no plugin, and what is said of it. */
@Timeout(60)
class StartProblemTest {
    @TempDir
    Path directory;

    private Bench bench;

    @BeforeEach
    void open() throws IOException {
        bench = new Bench(directory);
    }

    @AfterEach
    void nothingIsLeft() throws IOException {
        bench.close();
        if (Files.isDirectory(bench.run)) {
            try (var left = Files.list(bench.run)) {
                assertThat(left).isEmpty();
            }
        }
    }

    private PluginException failure(RuntimeSpec.Grpc spec) {
        Runner runner = bench.runner();
        return catchThrowableOfType(PluginException.class, () -> {
            runner.load(bench.bundle(spec));
            runner.start(bench.config(), bench.host);
        });
    }

    private PluginException failureOf(String... script) throws IOException {
        bench.script("bin/peer", script);
        return failure(Bench.binary("bin/peer"));
    }

    private static void assertProblem(PluginException failure, StartProblem problem, String text) {
        assertThat(failure.failure()).isEqualTo(Failure.START_FAILED);
        assertThat(failure.text()).isEqualTo(text);
        assertThat(failure.detail())
                .isInstanceOfSatisfying(Detail.StartFailure.class, detail -> assertThat(detail.problem())
                        .isEqualTo(problem));
    }

    private static List<String> lastLines(PluginException failure) {
        return ((Detail.StartFailure) failure.detail()).lastLines();
    }

    @Test
    void exitZeroWithoutALine_namesTheLastErrorRecord() throws IOException {
        PluginException failure = failureOf(
                "echo starting >&2",
                "echo '{\"@level\":\"error\",\"@message\":\"plugin tls init\",\"@timestamp\":\"2026-11-21T04:00:56.257677Z\"}' >&2",
                "exit 0");

        assertProblem(
                failure,
                StartProblem.EXITED_EARLY,
                "start wanted a handshake line on stdout, got exit 0 without one; it said \"plugin tls init\"; go-plugin"
                        + " programs end so when they cannot listen or set up TLS: the last lines name the reason");
        assertThat(lastLines(failure)).containsExactly("starting", "plugin tls init");
    }

    @Test
    void exitThreeWithoutALine_isAnEarlyExit() throws IOException {
        assertProblem(
                failureOf("exit 3"),
                StartProblem.EXITED_EARLY,
                "start wanted a handshake line on stdout, got exit 3 without one; it said nothing on stderr; run it by"
                        + " hand to see all it writes, with the cookie variable set");
    }

    @Test
    void theWordsOfGoPlugin_areACookieMismatch() throws IOException {
        assertProblem(
                failureOf("echo 'This binary is a plugin. These are not meant to be executed directly.' >&2", "exit 1"),
                StartProblem.COOKIE_MISMATCH,
                "start wanted a plugin that knows this host's magic cookie, got exit 1 and the words that it is a"
                        + " plugin; set grpc.protocol, and for raw the cookie pair under grpc.handshake, to what the"
                        + " program expects");
    }

    @Test
    void noiseBeforeTheLine_isGarbage() throws IOException {
        assertProblem(
                failureOf("echo 'hello \"there\"'", "sleep 60"),
                StartProblem.HANDSHAKE_GARBAGE,
                "start wanted a handshake line first on stdout, got \"hello \\\"there\\\"\"; print nothing on stdout"
                        + " before go-plugin's Serve; a JVM needs -Xlog:all=warning:stderr");
    }

    @Test
    void aHugeLine_isGarbageToo() throws IOException {
        PluginException failure = failureOf("head -c 300000 /dev/zero | tr '\\0' x", "echo", "sleep 60");

        assertThat(failure.text()).startsWith("start wanted a handshake line first on stdout, got \"xxxx");
        assertThat(failure.text().length()).isLessThan(500);
    }

    @Test
    void anotherCoreVersion_isNamed() throws IOException {
        assertProblem(
                failureOf("echo '2|1|unix|/tmp/x|grpc|'", "sleep 60"),
                StartProblem.CORE_VERSION,
                "start wanted core version 1, got core version 2; expected 1; rebuild the plugin with a go-plugin of"
                        + " core 1");
    }

    @Test
    void anotherAppVersion_isNamed() throws IOException {
        assertProblem(
                failureOf("echo '1|9|unix|/tmp/x|grpc|'", "sleep 60"),
                StartProblem.APP_VERSION,
                "start wanted application version 1, got version 9; rebuild the plugin, or list its version under"
                        + " grpc.handshake.versions");
    }

    @Test
    void netRpc_isRefused() throws IOException {
        assertProblem(
                failureOf("echo '1|1|unix|/tmp/x'", "sleep 60"),
                StartProblem.TRANSPORT,
                "start wanted protocol grpc in field 5, got netrpc; serve gRPC: this host does not speak net/rpc");
    }

    @Test
    void anAddressElsewhere_isRefused() throws IOException {
        assertProblem(
                failureOf("echo '1|1|tcp|192.0.2.1:80|grpc|'", "sleep 60"),
                StartProblem.TRANSPORT,
                "start wanted an address of this machine, got 192.0.2.1:80; serve on a Unix socket or 127.0.0.1");
    }

    @Test
    void aSocketThatIsNotThere_isRefused() throws IOException {
        assertProblem(
                failureOf("echo '1|1|unix|/tmp/nobody-listens-here|grpc|'", "sleep 60"),
                StartProblem.TRANSPORT,
                "start wanted a socket at /tmp/nobody-listens-here, got there is none; listen before the handshake");
    }

    @Test
    void aPathTooLong_isNamed() throws IOException {
        PluginException failure = failureOf("echo '1|1|unix|/" + "a".repeat(107) + "|grpc|'", "sleep 60");

        assertThat(failure.text()).contains("socket path of 108 bytes; expected 1 to 107");
    }

    @Test
    void aCertificateThatIsNone_isNamed() throws IOException {
        PluginException failure = failureOf("echo '1|1|unix|/tmp/x|grpc|" + "%".repeat(60) + "'", "sleep 60");

        assertThat(((Detail.StartFailure) failure.detail()).problem()).isEqualTo(StartProblem.TLS_REFUSED);
    }

    @Test
    void silence_isATimeout() throws IOException {
        bench.limits = Limits.GRPC.withStartTimeout(Duration.ofMillis(500));

        PluginException failure = failureOf("echo waiting for a database >&2", "sleep 60");

        assertProblem(
                failure,
                StartProblem.TIMEOUT,
                "start wanted a handshake line on stdout within 500 ms, got none yet; raise limits.start_timeout, or see"
                        + " in its last lines what it waits for");
        assertThat(lastLines(failure)).containsExactly("waiting for a database");
    }

    @Test
    void closedStdout_isGarbage() throws IOException {
        assertProblem(
                failureOf("exec >&-", "sleep 60"),
                StartProblem.HANDSHAKE_GARBAGE,
                "start wanted a handshake line on stdout, got it closed stdout and runs on; leave stdout to go-plugin's"
                        + " handshake");
    }

    @Test
    void aFileThatMayNotBeExecuted_isNamed() throws IOException {
        Path file = bench.script("bin/peer", "exit 0");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));

        assertProblem(
                failure(Bench.binary("bin/peer")),
                StartProblem.NOT_EXECUTABLE,
                "start wanted an executable file, got peer may not be executed by this user; chmod +x it in the plugin's"
                        + " directory");
    }

    @Test
    void aMissingFile_isNamed() {
        assertProblem(
                failure(Bench.binary("bin/none")),
                StartProblem.NOT_EXECUTABLE,
                "start wanted the file bin/none, got it is not in the bundle; build it, or correct plugin.yaml");
    }

    @Test
    void aFileOutsideTheBundle_isRefused() {
        assertProblem(
                failure(RuntimeSpec.Grpc.of(new RuntimeSpec.Launch.Command(List.of("/bin/sh")))),
                StartProblem.NOT_EXECUTABLE,
                "start wanted a path inside the bundle, got /bin/sh; ship the file in the bundle");
    }

    @Test
    void aMissingInterpreter_isNotExecutable() throws IOException {
        Path file = bench.script("bin/peer", "exit 0");
        Files.writeString(file, "#!/nowhere/python9\n");

        PluginException failure = failure(Bench.binary("bin/peer"));

        assertThat(((Detail.StartFailure) failure.detail()).problem()).isEqualTo(StartProblem.NOT_EXECUTABLE);
        assertThat(failure.text()).contains("the interpreter of its first line");
    }

    @Test
    void aBuildForAnotherMachine_isNamed() throws IOException {
        Path file = bench.script("bin/peer", "");
        byte[] elf = new byte[64];
        System.arraycopy(new byte[] {0x7F, 'E', 'L', 'F', 2, 1}, 0, elf, 0, 6);
        elf[18] = (byte) 243;
        Files.write(file, elf);

        PluginException failure = failure(Bench.binary("bin/peer"));

        assertThat(((Detail.StartFailure) failure.detail()).problem()).isEqualTo(StartProblem.WRONG_PLATFORM);
        assertThat(failure.text()).contains("peer is built for linux-riscv64");
    }

    @Test
    void noBuildForThisMachine_namesThoseThereAre() {
        PluginException failure = failure(
                RuntimeSpec.Grpc.of(new RuntimeSpec.Launch.Binary(Map.of("plan9-mips", "bin/a", "aix-ppc", "bin/b"))));

        assertThat(failure.text()).contains("got binaries for aix-ppc, plan9-mips;");
    }

    @Test
    void aHostileEnvironment_isABadManifest() throws IOException {
        bench.script("bin/peer", "exit 0");
        var spec = new RuntimeSpec.Grpc(
                new RuntimeSpec.Launch.Binary(Map.of("any", "bin/peer")),
                List.of(),
                Map.of("LD_PRELOAD", "/tmp/evil.so"),
                RuntimeSpec.Protocol.MORTISE,
                Optional.empty(),
                Optional.empty());

        PluginException failure = failure(spec);

        assertThat(failure)
                .hasMessage("peer@1.0.0#1: plugin.yaml: grpc.env.LD_PRELOAD: is not a manifest's to set: it loads code,"
                        + " or belongs to the host [BAD_MANIFEST]");
    }

    @Test
    void theMachine_isProbed() {
        assertThat(bench.factory.sandbox(Sandbox.NONE)).isEqualTo(Sandbox.NONE);
        assertThat(bench.factory.probe())
                .extracting(probe -> probe.name())
                .containsExactly("setpriv", "setsid", "prlimit", "env", "sandbox full", "native sockets");
    }

    @Test
    void stop_endsAStartThatIsUnderWay() throws Exception {
        bench.script("bin/peer", "echo here >&2", "sleep 60");
        Runner runner = bench.runner();
        runner.load(bench.bundle(Bench.binary("bin/peer")));
        CompletableFuture<PluginException> start = CompletableFuture.supplyAsync(
                () -> catchThrowableOfType(PluginException.class, () -> runner.start(bench.config(), bench.host)));
        await().until(() -> bench.logged().contains("here"));

        runner.stop(Duration.ZERO);

        assertThat(start.get(5, TimeUnit.SECONDS).failure()).isEqualTo(Failure.NOT_SERVING);
    }
}
