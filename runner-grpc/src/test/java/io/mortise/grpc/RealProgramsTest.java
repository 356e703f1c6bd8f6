package io.mortise.grpc;

import static io.mortise.grpc.GoPrograms.call;
import static io.mortise.grpc.GoPrograms.descriptor;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerServiceDefinition;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import io.mortise.api.Sandbox;
import io.mortise.api.error.PluginException;
import io.mortise.grpc.internal.process.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real go-plugin programs of several versions: started, called, streamed, called back, killed, as a Go host does it. */
@Timeout(90)
class RealProgramsTest {
    @TempDir
    Path directory;

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private GoPrograms programs;

    @BeforeEach
    void needsGo() {
        programs = GoPrograms.in(directory);
    }

    private GoPluginClient start(GoPluginProgram program) {
        return GoPluginClient.start(program, line -> lines.add(line.message()));
    }

    /** What the counter asks of its host: {@code r = a + b}, as small varints. */
    private static ServerServiceDefinition sum() {
        return ServerServiceDefinition.builder("proto.AddHelper")
                .addMethod(
                        descriptor("proto.AddHelper/Sum", MethodType.UNARY),
                        ServerCalls.asyncUnaryCall((request, reply) -> {
                            int sum = 0;
                            for (int i = 1; i < request.length; i += 2) {
                                sum += request[i];
                            }
                            reply.onNext(new byte[] {8, (byte) sum});
                            reply.onCompleted();
                        }))
                .build();
    }

    @Test
    void kv_answersOverMutualTls_ofBothVersions() throws IOException {
        for (String name : List.of("kv-go-grpc", "kv-go-grpc-143")) {
            try (GoPluginClient kv = start(programs.program(name, 1))) {
                call(kv.channel(), "proto.KV/Put", "0a01611203313233");

                assertThat(new String(call(kv.channel(), "proto.KV/Get", "0a0161"), UTF_8))
                        .contains("123", "Written from plugin-go-grpc");
            }
        }
    }

    @Test
    void negotiated_speaksTheVersionBothKnow_andEachVersionItsTransport() throws IOException {
        GoPluginProgram both = programs.program("negotiated-go", 2, 3).withEnvironment(Map.of("KV_PROTO", "grpc"));
        try (GoPluginClient kv = start(both)) {
            assertThat(kv.appVersion()).isEqualTo(3);
        }
        assertRefused(with(both, 2), "start wanted protocol grpc in field 5, got netrpc");
        assertRefused(with(both, 4), "start wanted application version 4, got version 2");
    }

    private static GoPluginProgram with(GoPluginProgram program, int version) {
        return GoPluginProgram.of(
                        Path.of(program.command().get(0)), program.cookieKey(), program.cookieValue(), version)
                .withEnvironment(program.environment());
    }

    private void assertRefused(GoPluginProgram program, String text) {
        assertThat(catchThrowableOfType(
                        PluginException.class, () -> start(program).close()))
                .hasMessageContaining(text);
    }

    @Test
    void netRpc_isRefused() throws IOException {
        assertRefused(programs.program("kv-go-netrpc", 1), "start wanted protocol grpc in field 5, got netrpc");
    }

    @Test
    void counter_callsItsHost() throws IOException {
        try (GoPluginClient counter = start(programs.program("counter-go-grpc", 1))) {
            for (int round = 1; round <= 2; round++) {
                int id = counter.broker().serve(RealProgramsTest::sum);
                call(counter.channel(), "proto.Counter/Put", new byte[] {8, (byte) id, 0x12, 1, 'a', 0x18, 5});
                assertThat(call(counter.channel(), "proto.Counter/Get", "0a0161"))
                        .isEqualTo(new byte[] {8, (byte) (5 * round)});
            }
        }
    }

    @Test
    void counter_beforeOneFourFour_cannotCallBackOverTls_andSaysSo() throws IOException {
        try (GoPluginClient counter = start(programs.program("counter-go-grpc-143", 1))) {
            int id = counter.broker().serve(RealProgramsTest::sum);

            assertThat(catchThrowableOfType(
                            StatusRuntimeException.class,
                            () -> call(counter.channel(), "proto.Counter/Put", new byte[] {
                                8, (byte) id, 0x12, 1, 'a', 0x18, 5
                            })))
                    .hasMessageContaining("localhost, not unused");
        }
    }

    /** What its library could always do: the host asks for no TLS, and the broker's connections have none either. */
    @Test
    void counter_beforeOneFourFour_callsItsHost_inPlaintext() throws IOException {
        try (GoPluginClient counter = start(inPlaintext(programs.program("counter-go-grpc-143", 1)))) {
            for (int round = 1; round <= 2; round++) {
                int id = counter.broker().serve(RealProgramsTest::sum);
                call(counter.channel(), "proto.Counter/Put", new byte[] {8, (byte) id, 0x12, 1, 'a', 0x18, 5});
                assertThat(call(counter.channel(), "proto.Counter/Get", "0a0161"))
                        .isEqualTo(new byte[] {8, (byte) (5 * round)});
            }
        }
    }

    private static GoPluginProgram inPlaintext(GoPluginProgram program) {
        return new GoPluginProgram(
                program.command(),
                program.directory(),
                program.environment(),
                program.cookieKey(),
                program.cookieValue(),
                program.versions(),
                program.sandbox(),
                true,
                false,
                program.maxMessageBytes(),
                program.startTimeout());
    }

    @Test
    void streamer_streamsBothWays() throws Exception {
        try (GoPluginClient streamer = start(programs.program("streamer-go", 1))) {
            call(streamer.channel(), "proto.StreamerService/Configure", "0a02736f1004");
            write(streamer.channel(), "0a0468656c6f", "0a04776f726c");
            var chunks = GoPrograms.stream(streamer.channel(), "proto.StreamerService/Read", "");

            assertThat(chunks.next()).isEqualTo(HexFormat.of().parseHex("0a0468656c6f"));
            assertThat(chunks.next()).isEqualTo(HexFormat.of().parseHex("0a04776f726c"));
            assertThat(chunks.hasNext()).isFalse();
        }
    }

    private static void write(Channel channel, String... chunks) throws Exception {
        var done = new CompletableFuture<Void>();
        StreamObserver<byte[]> up = ClientCalls.asyncClientStreamingCall(
                channel.newCall(
                        descriptor("proto.StreamerService/Write", MethodType.CLIENT_STREAMING), CallOptions.DEFAULT),
                new StreamObserver<>() {
                    @Override
                    public void onNext(byte[] reply) {}

                    @Override
                    public void onError(Throwable failed) {
                        done.completeExceptionally(failed);
                    }

                    @Override
                    public void onCompleted() {
                        done.complete(null);
                    }
                });
        for (String chunk : chunks) {
            up.onNext(HexFormat.of().parseHex(chunk));
        }
        up.onCompleted();
        done.get(10, TimeUnit.SECONDS);
    }

    @Test
    void probe_isServedBothWays_andItsOutputIsRead() throws Exception {
        try (GoPluginClient probe = start(programs.program("goprobe", 1, 3, 7))) {
            assertThat(probe.appVersion()).isEqualTo(3);
            assertThat(call(probe.channel(), "probe.Probe/Version", ""))
                    .asString()
                    .isEqualTo("3");
            int ours = probe.broker().serve(RealProgramsTest::sum);
            assertThat(call(
                            probe.channel(),
                            "probe.Probe/Callback",
                            String.valueOf(ours).getBytes(UTF_8)))
                    .isEqualTo(new byte[] {8, 5});
            int theirs = Integer.parseInt(new String(call(probe.channel(), "probe.Probe/Accept", ""), UTF_8));
            assertThat(call(probe.broker().dial(theirs), "probe.Probe/Echo", "4142"))
                    .asString()
                    .isEqualTo("AB");
            call(probe.channel(), "probe.Probe/Print", "00");
            await().untilAsserted(() -> assertThat(lines).contains("to-stdout 1", "to-stderr 1"));
            assertThat(call(probe.channel(), "probe.Probe/Env", "PLUGIN_UNIX_SOCKET_DIR".getBytes(UTF_8)))
                    .asString()
                    .startsWith("true /");
            StatusRuntimeException big = catchThrowableOfType(
                    StatusRuntimeException.class, () -> call(probe.channel(), "probe.Probe/BigError", ""));
            assertThat(big.getStatus().getDescription()).hasSize(20 << 10);
        }
    }

    @Test
    void probe_panics_andItsLastWordsAreKeptAsOne() throws Exception {
        GoPluginClient probe = start(programs.program("goprobe", 1, 3));
        ProcessIdentity process = ProcessIdentity.of(probe.pid()).orElseThrow();

        assertThat(catchThrowableOfType(
                        StatusRuntimeException.class, () -> call(probe.channel(), "probe.Probe/Panic", "")))
                .hasMessageStartingWith("UNAVAILABLE");

        await().until(() -> !process.isAlive());
        await().untilAsserted(() -> assertThat(probe.lastLines())
                .anySatisfy(entry ->
                        assertThat(entry).startsWith("panic: probe panic\n").contains("goroutine")));
        long begin = System.nanoTime();
        probe.close();
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void probe_exits_andTheCallEndsAtOnce() throws Exception {
        GoPluginClient probe = start(programs.program("goprobe", 1, 3));
        ProcessIdentity process = ProcessIdentity.of(probe.pid()).orElseThrow();

        assertThat(catchThrowableOfType(
                        StatusRuntimeException.class, () -> call(probe.channel(), "probe.Probe/Exit3", "")))
                .hasMessageStartingWith("UNAVAILABLE");

        await().until(() -> !process.isAlive());
        probe.close();
    }

    @Test
    void probe_lives_inTheFullSandbox() throws Exception {
        try (Bench bench = new Bench(directory.resolve("bench"))) {
            Needs.that(bench.factory.sandbox(Sandbox.FULL) == Sandbox.FULL, "sandbox full is not to be had here");
        }
        try (GoPluginClient probe = start(programs.program("goprobe", 1, 3).withSandbox(Sandbox.FULL))) {
            assertThat(call(probe.channel(), "probe.Probe/Env", "HOME".getBytes(UTF_8)))
                    .asString()
                    .isEqualTo("true /tmp");
            int theirs = Integer.parseInt(new String(call(probe.channel(), "probe.Probe/Accept", ""), UTF_8));
            assertThat(call(probe.broker().dial(theirs), "probe.Probe/Echo", "4142"))
                    .asString()
                    .isEqualTo("AB");
        }
    }

    @Test
    void terraformProvider_tellsItsSchema() throws Exception {
        Path executable = programs.executable("terraform-provider-time");
        GoPluginProgram program = GoPluginProgram.of(executable, GoPluginProfile.named("terraform"));
        try (GoPluginClient provider = start(program)) {
            byte[] schema = call(provider.channel(), "tfplugin5.Provider/GetSchema", "");

            assertThat(provider.appVersion()).isEqualTo(5);
            assertThat(schema).hasSize(9439);
            assertThat(new String(schema, UTF_8)).contains("time_rotating", "time_sleep");
        }
        assertThat(lines).as("traces are off").hasSizeLessThan(50);
    }
}
