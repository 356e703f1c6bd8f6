package io.mortise.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.Empty;
import io.grpc.Context;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.mortise.proto.v1.Chunk;
import io.mortise.proto.v1.PluginGrpc;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class StreamAndCancelTest {
    private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    private final Plugin plugin = Plugin.named("test");

    @Test
    void stream_sendsChunksInOrder_andEnds() throws Exception {
        plugin.stream("count", (call, input, chunks) -> {
            for (int i = 0; i < 500; i++) {
                chunks.send("chunk " + i);
            }
        });

        try (var hosted = HostedPlugin.of(plugin)) {
            List<String> chunks = new ArrayList<>();
            hosted.stub().stream(HostedPlugin.request("count", ""))
                    .forEachRemaining(chunk -> chunks.add(chunk.getData().toStringUtf8()));

            assertThat(chunks).hasSize(500).startsWith("chunk 0").endsWith("chunk 499");
        }
    }

    @Test
    void stream_waitsForDemand_andStopsWhenTheCallerGoes() throws Exception {
        var sent = new AtomicInteger();
        plugin.stream("flood", (call, input, chunks) -> {
            while (chunks.send(new byte[64 << 10])) {
                sent.incrementAndGet();
            }
            seen.add("gone");
        });

        try (var hosted = HostedPlugin.of(plugin)) {
            Context.CancellableContext caller = Context.current().withCancellation();
            Context previous = caller.attach();
            Iterator<Chunk> chunks = hosted.stub().stream(HostedPlugin.request("flood", ""));
            caller.detach(previous);
            assertThat(chunks.next().getData().size()).isEqualTo(64 << 10);

            caller.cancel(null);

            assertThat(seen.poll(10, TimeUnit.SECONDS)).isEqualTo("gone");
            assertThat(sent.get()).isLessThan(200);
        }
    }

    @Test
    void streamFunction_answersOneResult_whenCalledPlainly() throws Exception {
        plugin.stream("count", (call, input, chunks) -> {
            chunks.send("a");
            chunks.send("b");
        });
        plugin.handleBytes("echo", (call, input) -> input);

        try (var hosted = HostedPlugin.of(plugin)) {
            assertThat(hosted.call("count", "")).isEqualTo("ab");
            assertThat(hosted.stub().stream(HostedPlugin.request("echo", "one")))
                    .toIterable()
                    .containsExactly(Chunk.newBuilder()
                            .setData(ByteString.copyFromUtf8("one"))
                            .build());
        }
    }

    @Test
    void streamFunction_failsAfterItsChunks() throws Exception {
        plugin.stream("half", (call, input, chunks) -> {
            chunks.send("a");
            throw new CallRejected(Code.DATA_LOSS, "the rest is gone");
        });

        try (var hosted = HostedPlugin.of(plugin)) {
            Iterator<Chunk> chunks = hosted.stub().stream(HostedPlugin.request("half", ""));

            assertThat(chunks.next().getData().toStringUtf8()).isEqualTo("a");
            assertThatThrownBy(chunks::next).hasMessage("DATA_LOSS: the rest is gone");
        }
    }

    @Test
    void deadline_isSeenByTheHandler_andInterruptsIt() throws Exception {
        plugin.concurrentCalls(1)
                .handleBytes("wait", (call, input) -> {
                    Optional<Duration> left = call.remaining();
                    call.onCancel(() -> seen.add("told"));
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        seen.add("interrupted, cancelled " + call.isCancelled() + ", had "
                                + left.map(had -> had.compareTo(Duration.ofSeconds(1)) <= 0));
                    }
                    return input;
                })
                .handleBytes("flag", (call, input) -> {
                    seen.add("flag " + Thread.currentThread().isInterrupted());
                    return input;
                });

        try (var hosted = HostedPlugin.of(plugin)) {
            var stub = hosted.stub().withDeadlineAfter(300, TimeUnit.MILLISECONDS);
            assertThatThrownBy(() -> stub.call(HostedPlugin.request("wait", "")))
                    .isInstanceOfSatisfying(
                            StatusRuntimeException.class,
                            e -> assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED));

            assertThat(List.of(seen.poll(10, TimeUnit.SECONDS), seen.poll(10, TimeUnit.SECONDS)))
                    .containsExactlyInAnyOrder("told", "interrupted, cancelled true, had Optional[true]");
            hosted.call("flag", "");
            assertThat(seen.poll(10, TimeUnit.SECONDS)).isEqualTo("flag false");
        }
    }

    @Test
    void waitingCall_neverRuns_whenItsCallerGoes() throws Exception {
        var entered = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        plugin.concurrentCalls(1)
                .handleBytes("wait", (call, input) -> {
                    entered.countDown();
                    release.await();
                    return input;
                })
                .handleBytes("run", (call, input) -> {
                    seen.add("ran");
                    return input;
                });

        try (var hosted = HostedPlugin.of(plugin)) {
            var blocker = PluginGrpc.newFutureStub(hosted.channel).call(HostedPlugin.request("wait", ""));
            entered.await();
            var stub = hosted.stub().withDeadlineAfter(200, TimeUnit.MILLISECONDS);
            assertThatThrownBy(() -> stub.call(HostedPlugin.request("run", "")))
                    .hasMessageStartingWith("DEADLINE_EXCEEDED");

            // behind the cancellation on the same connection: once it is answered, the cancellation was read
            hosted.stub().health(Empty.getDefaultInstance());
            release.countDown();
            blocker.get(10, TimeUnit.SECONDS);
            hosted.call("wait", "");
            assertThat(seen).isEmpty();
        }
    }
}
