package io.mortise.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.mortise.api.Deadline;
import io.mortise.api.Runner;
import io.mortise.api.error.Failure;
import io.mortise.api.error.PluginException;
import io.mortise.grpc.internal.process.ProcessIdentity;
import io.mortise.proto.goplugin.Empty;
import io.mortise.proto.goplugin.GRPCControllerGrpc;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How a process ends: politely, by signal, by itself; and that nothing of it stays. */
@Timeout(60)
class StopTest {
    @TempDir
    Path directory;

    private final ScriptedPlugin plugin = new ScriptedPlugin();
    private Bench bench;

    @BeforeEach
    void open() throws IOException {
        bench = new Bench(directory);
    }

    @AfterEach
    void nothingIsLeft() throws IOException {
        bench.close();
        try (var left = Files.list(bench.run)) {
            assertThat(left).isEmpty();
        }
    }

    /** A script that says its pid on stderr, so that a test can ask after it. */
    private long started(FakePeer peer, String... before) throws IOException {
        String[] all = new String[before.length + 1];
        System.arraycopy(before, 0, all, 0, before.length);
        all[before.length] = "echo pid $$ >&2";
        runner = bench.start(peer.spec(bench, all));
        return pid("pid ");
    }

    private Runner runner;

    private long pid(String prefix) {
        await().until(() -> bench.logged().stream().anyMatch(line -> line.startsWith(prefix)));
        return bench.logged().stream()
                .filter(line -> line.startsWith(prefix))
                .mapToLong(
                        line -> Long.parseLong(line.substring(prefix.length()).strip()))
                .findFirst()
                .orElseThrow();
    }

    /** A process that ended and that nobody has reaped yet is not alive. */
    private static boolean isAlive(long pid) {
        return ProcessIdentity.of(pid).filter(ProcessIdentity::isAlive).isPresent();
    }

    /** Answers Shutdown as told. */
    private static final class Controller extends GRPCControllerGrpc.GRPCControllerImplBase {
        private final CompletableFuture<Void> asked = new CompletableFuture<>();
        private final Status answer;
        private final boolean silent;

        Controller(Status answer, boolean silent) {
            this.answer = answer;
            this.silent = silent;
        }

        @Override
        public void shutdown(Empty request, StreamObserver<Empty> reply) {
            asked.complete(null);
            if (silent) {
                return;
            }
            if (answer.isOk()) {
                reply.onNext(Empty.getDefaultInstance());
                reply.onCompleted();
            } else {
                reply.onError(answer.asRuntimeException());
            }
        }
    }

    @Test
    void stop_asksThePluginFirst() throws Exception {
        var controller = new Controller(Status.UNAVAILABLE, false);
        try (FakePeer peer = FakePeer.serving(plugin, controller)) {
            long pid = started(peer);

            runner.stop(Duration.ofSeconds(3));

            assertThat(plugin.asked).containsExactly("stop 3000");
            assertThat(controller.asked).isDone();
            assertThat(isAlive(pid)).isFalse();
            assertThat(bench.deaths).isEmpty();
        }
    }

    @Test
    void stop_goesOn_whenShutdownHangs() throws Exception {
        try (FakePeer peer = FakePeer.serving(plugin, new Controller(Status.OK, true))) {
            long pid = started(peer);

            runner.stop(Duration.ZERO);

            assertThat(isAlive(pid)).isFalse();
        }
    }

    @Test
    void stop_goesStraightToTheSignal_whenThereIsNoController() throws Exception {
        try (FakePeer peer = FakePeer.serving(plugin)) {
            long pid = started(peer);
            long begin = System.nanoTime();

            runner.stop(Duration.ZERO);

            assertThat(isAlive(pid)).isFalse();
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofMillis(1500));
        }
    }

    @Test
    void stop_kills_whenTheTermSignalIsIgnored() throws Exception {
        try (FakePeer peer = FakePeer.serving(plugin)) {
            long pid = started(peer, "trap '' TERM");

            runner.stop(Duration.ZERO);

            assertThat(isAlive(pid)).isFalse();
        }
    }

    @Test
    void stop_endsGrandchildren_evenWhenTheirParentHasGone() throws Exception {
        try (FakePeer peer = FakePeer.serving(plugin)) {
            // a child that leaves a grandchild behind, which holds stderr open and ignores SIGTERM
            started(peer, "(sh -c \"trap '' TERM; echo grandchild \\$\\$ >&2; sleep 1000; :\" &) ");
            long grandchild = pid("grandchild ");
            assertThat(isAlive(grandchild)).isTrue();

            runner.stop(Duration.ZERO);

            assertThat(isAlive(grandchild)).isFalse();
        }
    }

    @Test
    void aKilledProcess_isReportedOnce_withSignalAndLastWords() throws Exception {
        try (FakePeer peer = FakePeer.serving(plugin)) {
            long pid = started(peer);
            var arrived = new CompletableFuture<Void>();
            plugin.onCall = (request, reply) -> arrived.complete(null);
            var call = CompletableFuture.supplyAsync(
                    () -> catchThrowableOfType(PluginException.class, () -> runner.call(Bench.call("greet", ""))));
            arrived.get();

            ProcessHandle.of(pid).orElseThrow().destroyForcibly();

            PluginException failure = call.get();
            assertThat(failure.failure()).isEqualTo(Failure.GUEST_CRASHED);
            assertThat(failure.text())
                    .matches("\"greet\" was cut off: the process ended by SIGKILL after .*; its last line was \"pid "
                            + pid + '"');
            await().until(() -> bench.deaths.size() == 1);
            assertThat(bench.deaths.get(0).text())
                    .matches("the process ended by SIGKILL after .*; its last line was \"pid " + pid + '"');
            assertThat(runner.health(Deadline.after(Duration.ofSeconds(1))).message())
                    .isEqualTo("the process has ended");
            assertThat(catchThrowableOfType(PluginException.class, () -> runner.call(Bench.call("greet", "")))
                            .failure())
                    .isEqualTo(Failure.GUEST_CRASHED);
        }
    }

    @Test
    void stop_isQuick_whenTheProcessHasGone() throws Exception {
        try (FakePeer peer = FakePeer.serving(plugin)) {
            long pid = started(peer);
            ProcessHandle.of(pid).orElseThrow().destroyForcibly();
            await().until(() -> bench.deaths.size() == 1);
            long begin = System.nanoTime();

            runner.stop(Duration.ofSeconds(5));
            runner.stop(Duration.ofSeconds(5));

            assertThat(plugin.asked).isEmpty();
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(1));
        }
    }
}
