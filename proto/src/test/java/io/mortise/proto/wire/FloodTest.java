package io.mortise.proto.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.mortise.proto.goplugin.Empty;
import io.mortise.proto.goplugin.GRPCControllerGrpc;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A peer that asks and asks and takes no answer. */
@Timeout(60)
class FloodTest {
    private static final long FLOOD_BYTES = 16 << 20;
    private static final long MOST_TAKEN = 6 << 20;

    @TempDir
    Path dir;

    private final AtomicLong written = new AtomicLong();
    private final CompletableFuture<Void> flooded = new CompletableFuture<>();

    @ParameterizedTest
    @EnumSource
    void aFloodOfPings_isReadNoFurther_untilItsAnswersAre(SocketKind kind) throws Exception {
        assumeThat(kind == SocketKind.EPOLL && SocketKind.available() != kind)
                .as("epoll is Linux's")
                .isFalse();
        Endpoint endpoint = Endpoint.unix(dir.resolve("s"));
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
                WireTransport transport = WireTransport.open(kind, "flood", 1)) {
            server.bind(UnixDomainSocketAddress.of(endpoint.path()));
            ManagedChannel channel =
                    transport.channelTo(endpoint, Optional.empty()).build();
            CompletableFuture<SocketChannel> peer = CompletableFuture.supplyAsync(() -> flooding(server));

            var stub = GRPCControllerGrpc.newBlockingStub(channel).withDeadlineAfter(3, TimeUnit.SECONDS);
            assertThatThrownBy(() -> stub.shutdown(Empty.getDefaultInstance()))
                    .isInstanceOfSatisfying(
                            StatusRuntimeException.class,
                            e -> assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED));

            assertThat(written.get()).isBetween(1L, MOST_TAKEN);
            try (SocketChannel reading = peer.get(10, TimeUnit.SECONDS)) {
                CompletableFuture<Void> answers = CompletableFuture.runAsync(() -> readAll(reading));
                flooded.get(30, TimeUnit.SECONDS);
                channel.shutdownNow();
                answers.get(10, TimeUnit.SECONDS);
            }
        }
    }

    /** Speaks enough HTTP/2 to be believed, then asks on a thread of its own. */
    private SocketChannel flooding(ServerSocketChannel server) {
        try {
            SocketChannel peer = server.accept();
            peer.write(ByteBuffer.wrap(new byte[] {0, 0, 0, 4, 0, 0, 0, 0, 0})); // its settings: none
            Thread flood = new Thread(() -> flood(peer), "flood");
            flood.setDaemon(true);
            flood.start();
            return peer;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void flood(SocketChannel peer) {
        ByteBuffer pings = pings(1000);
        try {
            while (written.get() < FLOOD_BYTES) {
                written.addAndGet(peer.write(pings));
                if (!pings.hasRemaining()) {
                    pings.rewind();
                }
            }
            flooded.complete(null);
        } catch (IOException e) {
            flooded.completeExceptionally(e);
        }
    }

    private static ByteBuffer pings(int count) {
        ByteBuffer pings = ByteBuffer.allocate(count * 17);
        for (int i = 0; i < count; i++) {
            pings.put(new byte[] {0, 0, 8, 6, 0, 0, 0, 0, 0}).putLong(i);
        }
        return pings.flip();
    }

    private static void readAll(SocketChannel peer) {
        ByteBuffer taken = ByteBuffer.allocate(1 << 16);
        try {
            while (peer.read(taken.clear()) >= 0) {
                assertThat(taken.position()).isPositive();
            }
        } catch (IOException e) {
            return; // the host hung up in the middle of an answer
        }
    }
}
