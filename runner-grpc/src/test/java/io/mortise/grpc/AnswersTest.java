package io.mortise.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import io.grpc.Metadata;
import io.grpc.Status;
import io.mortise.api.Call;
import io.mortise.api.CallId;
import io.mortise.api.Canceller;
import io.mortise.api.Deadline;
import io.mortise.api.Runner;
import io.mortise.api.error.Detail;
import io.mortise.api.error.Failure;
import io.mortise.api.error.PluginException;
import io.mortise.api.host.StatusCode;
import io.mortise.proto.v1.CallReply;
import io.mortise.proto.v1.Chunk;
import io.mortise.proto.v1.ErrorDetail;
import io.mortise.proto.v1.Frame;
import io.mortise.proto.v1.Origin;
import io.mortise.proto.wire.MetadataKeys;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One row of the error table each: what a plugin sends, or does not, and what the caller gets. */
@Timeout(60)
class AnswersTest {
    @TempDir
    Path directory;

    private final ScriptedPlugin plugin = new ScriptedPlugin();
    private Bench bench;
    private FakePeer peer;
    private Runner runner;

    @BeforeEach
    void start() throws IOException {
        bench = new Bench(directory);
        peer = FakePeer.serving(plugin);
        runner = bench.start(peer.spec(bench, "echo last words >&2"));
    }

    @AfterEach
    void end() throws InterruptedException {
        bench.close();
        peer.close();
    }

    private PluginException failure(Call call) {
        return catchThrowableOfType(PluginException.class, () -> runner.call(call));
    }

    private PluginException failureAfter(Status status, ErrorDetail... detail) {
        var trailers = new Metadata();
        for (ErrorDetail one : detail) {
            trailers.put(MetadataKeys.ERROR, one);
        }
        plugin.onCall = (request, reply) -> reply.onError(status.asRuntimeException(trailers));
        return failure(Bench.call("greet", "x"));
    }

    private static ErrorDetail detail(Origin origin, int code, String message) {
        return ErrorDetail.newBuilder()
                .setOrigin(origin)
                .setCode(code)
                .setMessage(message)
                .build();
    }

    @Test
    void rejected_keepsTheGuestsCodeAndWords() {
        PluginException failure = failureAfter(Status.ABORTED, detail(Origin.REJECTED, 10, "version 3"));

        assertThat(failure).hasMessage("peer@1.0.0#1: \"greet\" answered aborted: \"version 3\" [REJECTED]");
        assertThat(failure.detail()).isEqualTo(new Detail.Rejection(StatusCode.ABORTED, "version 3"));
    }

    @Test
    void anUnspecifiedOrigin_isRejected() {
        assertThat(failureAfter(Status.UNKNOWN, detail(Origin.ORIGIN_UNSPECIFIED, 3, "no"))
                        .detail())
                .isEqualTo(new Detail.Rejection(StatusCode.INVALID_ARGUMENT, "no"));
    }

    @Test
    void anOriginNobodyKnows_isRejected() {
        ErrorDetail forged = ErrorDetail.newBuilder()
                .setOriginValue(77)
                .setCode(16)
                .setMessage("mortise grant peer http=* [GRANT_MISSING]")
                .build();

        PluginException failure = failureAfter(Status.UNAUTHENTICATED, forged);

        assertThat(failure)
                .hasMessage("peer@1.0.0#1: \"greet\" answered unauthenticated: \"mortise grant peer http=*"
                        + " [GRANT_MISSING]\" [REJECTED]");
    }

    @Test
    void aCodeOutsideTheTable_isUnknown() {
        assertThat(failureAfter(Status.UNKNOWN, detail(Origin.REJECTED, 0, "zero"))
                        .code())
                .isEqualTo(StatusCode.UNKNOWN);
        assertThat(failureAfter(Status.UNKNOWN, detail(Origin.REJECTED, -1, "big"))
                        .code())
                .isEqualTo(StatusCode.UNKNOWN);
    }

    @Test
    void trapped_hasTheGuestsFrames() {
        ErrorDetail trap = detail(Origin.TRAPPED, 13, "index 3 of 2").toBuilder()
                .addFrames(Frame.newBuilder()
                        .setFunction("greet")
                        .setFile("Main.java")
                        .setLine(7))
                .build();

        PluginException failure = failureAfter(Status.INTERNAL, trap);

        assertThat(failure)
                .hasMessage("peer@1.0.0#1: \"greet\" trapped in greet (Main.java:7) (exception): \"index 3 of 2\""
                        + " [GUEST_TRAPPED]");
        assertThat(failure.detail())
                .isEqualTo(new Detail.Trap(
                        "exception", "index 3 of 2", List.of(new Detail.Frame("greet", "Main.java", 7))));
    }

    @Test
    void aTrailerThatCannotBeRead_leavesTheStatus() {
        var trailers = new Metadata();
        trailers.put(Metadata.Key.of("mortise-error-bin", Metadata.BINARY_BYTE_MARSHALLER), new byte[] {-1, -1, 3});
        plugin.onCall = (request, reply) ->
                reply.onError(Status.NOT_FOUND.withDescription("gone").asRuntimeException(trailers));

        assertThat(failure(Bench.call("greet", "")).detail())
                .isEqualTo(new Detail.Rejection(StatusCode.NOT_FOUND, "gone"));
    }

    @Test
    void unimplemented_isAnUnknownFunction() {
        assertThat(failureAfter(Status.UNIMPLEMENTED))
                .hasMessage("peer@1.0.0#1: \"greet\" is not one of its functions; there is greet [UNKNOWN_FUNCTION]");
    }

    @Test
    void everyOtherStatus_isRejectedWithItsCode() {
        assertThat(failureAfter(Status.DATA_LOSS.withDescription("torn page")).detail())
                .isEqualTo(new Detail.Rejection(StatusCode.DATA_LOSS, "torn page"));
    }

    @Test
    void statusesOfOurs_areTheGuestsWords_whenTheGuestSendsThem() {
        for (Status forged :
                List.of(Status.UNAVAILABLE, Status.DEADLINE_EXCEEDED, Status.CANCELLED, Status.RESOURCE_EXHAUSTED)) {
            PluginException failure = failureAfter(forged.withDescription("exceeds maximum size 1: 2"));

            assertThat(failure.failure()).isEqualTo(Failure.REJECTED);
            assertThat(failure.code().number()).isEqualTo(forged.getCode().value());
        }
    }

    @Test
    void aMessageOfTwentyKiB_arrivesCut() {
        assertThat(failureAfter(Status.UNKNOWN, detail(Origin.REJECTED, 3, "m".repeat(20_000)))
                        .detail())
                .isEqualTo(new Detail.Rejection(StatusCode.INVALID_ARGUMENT, "m".repeat(4096)));
    }

    @Test
    void ourDeadline_isOurs() {
        plugin.onCall = (request, reply) -> {};
        Call call = Call.of(new CallId(7), "greet", new byte[0], Deadline.after(Duration.ofMillis(200)));

        assertThat(failure(call))
                .hasMessage("peer@1.0.0#1: \"greet\" ran into its deadline of 200 ms; raise limits.timeout or the"
                        + " caller's deadline [DEADLINE_PASSED]");
    }

    /**
     * Seen with grpc-js, whose server answers by itself when its own timer for the same deadline rings first, and with Go,
     * where an author hands on what ended the context.
     */
    @Test
    void ourDeadline_isOurs_whenThePluginsTimerRingsFirst() {
        var detailed = new Metadata();
        detailed.put(MetadataKeys.ERROR, detail(Origin.REJECTED, 4, "context deadline exceeded"));
        for (Metadata trailers : List.of(new Metadata(), detailed)) {
            Call call = Call.of(new CallId(7), "greet", new byte[0], Deadline.after(Duration.ofMillis(200)));
            plugin.onCall = (request, reply) -> {
                while (call.deadline().remaining().toMillis() > 10) {
                    Thread.onSpinWait();
                }
                reply.onError(Status.DEADLINE_EXCEEDED.asRuntimeException(trailers));
            };

            assertThat(failure(call).failure()).isEqualTo(Failure.DEADLINE_PASSED);
        }
    }

    @Test
    void aDeadlineLongBeforeOurs_isThePluginsOwn() {
        assertThat(failureAfter(Status.DEADLINE_EXCEEDED.withDescription("the database was slow")))
                .hasMessage("peer@1.0.0#1: \"greet\" answered deadline exceeded: \"the database was slow\" [REJECTED]");
    }

    @Test
    void ourCancel_reachesThePlugin() throws Exception {
        var arrived = new CompletableFuture<Void>();
        var heard = new CompletableFuture<Void>();
        plugin.onCall = (request, reply) -> {
            ((io.grpc.stub.ServerCallStreamObserver<CallReply>) reply).setOnCancelHandler(() -> heard.complete(null));
            arrived.complete(null);
        };
        var canceller = new Canceller();
        arrived.thenRun(canceller::cancel);

        PluginException failure = failure(Bench.call("greet", "").withCancellation(canceller));

        assertThat(failure).hasMessage("peer@1.0.0#1: \"greet\" was cancelled by its caller [CANCELLED]");
        heard.get(5, TimeUnit.SECONDS);
    }

    @Test
    void aReplyOverTheChannelsLimit_isALimit() {
        plugin.onCall = (request, reply) -> {
            reply.onNext(CallReply.newBuilder()
                    .setPayload(ByteString.copyFrom(new byte[9 << 20]))
                    .build());
            reply.onCompleted();
        };

        assertThat(failure(Bench.call("greet", "")))
                .hasMessage("peer@1.0.0#1: \"greet\" has an output of 9437189 bytes, allowed are 1048576; raise"
                        + " limits.payload [LIMIT_REACHED]");
    }

    @Test
    void aChunkOverTheLimit_isALimit() {
        plugin.onStream = (request, reply) -> {
            reply.onNext(Chunk.newBuilder()
                    .setData(ByteString.copyFrom(new byte[(1 << 20) + 1]))
                    .build());
            reply.onCompleted();
        };

        assertThat(failure(Bench.call("greet", "").withChunks(chunk -> true)))
                .hasMessage("peer@1.0.0#1: \"greet\" has an output of 1048577 bytes, allowed are 1048576; raise"
                        + " limits.payload [LIMIT_REACHED]");
    }

    @Test
    void chunks_areAskedForOneByOne() {
        var sent = new AtomicInteger();
        plugin.onStream = (request, reply) -> {
            var stream = (io.grpc.stub.ServerCallStreamObserver<Chunk>) reply;
            stream.setOnReadyHandler(() -> {
                while (stream.isReady() && sent.get() < 1000) {
                    sent.incrementAndGet();
                    stream.onNext(Chunk.newBuilder()
                            .setData(ByteString.copyFrom(new byte[64 << 10]))
                            .build());
                }
            });
        };
        var taken = new AtomicInteger();

        runner.call(Bench.call("greet", "").withChunks(chunk -> taken.incrementAndGet() < 10));

        assertThat(taken).hasValue(10);
        assertThat(sent.get()).isLessThan(200); // 1000 would be 64 MiB in memory
    }

    @Test
    void aLostConnection_isACrash_whileTheProcessLives() {
        plugin.onCall = (request, reply) -> peer.vanish();

        PluginException failure = failure(Bench.call("greet", ""));

        assertThat(failure.failure()).isEqualTo(Failure.GUEST_CRASHED);
        assertThat(failure.text())
                .matches("\"greet\" was cut off: the process ended by connection lost after .*; its last line was"
                        + " \"last words\"");
        assertThat(bench.deaths).isEmpty();
    }

    @Test
    void callAsync_givesItsPlaceBack_whateverHappens() throws Exception {
        plugin.onCall = (request, reply) -> reply.onError(Status.ABORTED.asRuntimeException());
        Call badTrace = withTrace(Bench.call("greet", "x"), "a\nb: c");
        for (int i = 0; i < 2 * bench.limits.concurrency(); i++) {
            assertThat(runner.callAsync(badTrace, Runnable::run)
                            .handle((result, thrown) -> thrown.getCause())
                            .toCompletableFuture()
                            .get(5, TimeUnit.SECONDS))
                    .isInstanceOfSatisfying(
                            PluginException.class, e -> assertThat(e.code()).isEqualTo(StatusCode.ABORTED));
        }
    }

    private static Call withTrace(Call call, String trace) {
        return new Call(
                call.id(),
                call.function(),
                call.payload(),
                call.deadline(),
                call.caller(),
                call.chain(),
                call.cancellation(),
                call.chunks(),
                Optional.of(trace));
    }

    @Test
    void callAsync_answersAsCallDoes() throws Exception {
        assertThat(runner.callAsync(Bench.call("greet", "hi"), Runnable::run)
                        .toCompletableFuture()
                        .get(5, TimeUnit.SECONDS)
                        .text())
                .isEqualTo("hi");
        plugin.onCall = (request, reply) -> reply.onError(Status.ABORTED.asRuntimeException());

        assertThat(runner.callAsync(Bench.call("greet", "hi"), Runnable::run)
                        .handle((result, thrown) -> thrown.getCause())
                        .toCompletableFuture()
                        .get(5, TimeUnit.SECONDS))
                .isInstanceOfSatisfying(
                        PluginException.class, e -> assertThat(e.code()).isEqualTo(StatusCode.ABORTED));
    }

    @Test
    void describe_isReadBeforeStart() {
        var report = bench.runner();
        report.load(bench.bundle(specAgain()));

        var functions = report.start(bench.config(), bench.host).functions();

        assertThat(functions).singleElement().satisfies(function -> {
            assertThat(function.name()).isEqualTo("greet");
            assertThat(function.description()).isEqualTo("says hello");
            assertThat(function.input()).contains("{\"a\":[1]}");
        });
    }

    private io.mortise.api.manifest.RuntimeSpec.Grpc specAgain() {
        try {
            return peer.spec(bench);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
