package io.mortise.grpc;

import com.google.protobuf.ByteString;
import io.mortise.api.Cancellation;
import io.mortise.api.ChunkSink;
import io.mortise.grpc.internal.wire.Connection;
import io.mortise.proto.v1.CallRequest;
import io.mortise.proto.v1.Chunk;
import io.mortise.proto.v1.PluginGrpc;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * One request, chunks back. The next chunk is asked for when the caller has taken the last one, so a slow caller slows
 * the plugin down and nothing piles up here.
 */
final class StreamExchange extends Exchange<CallRequest, Chunk> {
    /** One chunk that was asked for, and the end: empty. */
    private final BlockingQueue<Optional<Chunk>> arrived = new ArrayBlockingQueue<>(2);

    private final long maxChunkBytes;

    StreamExchange(Connection connection, long nanos, long maxChunkBytes) {
        super(connection, PluginGrpc.getStreamMethod(), nanos);
        this.maxChunkBytes = maxChunkBytes;
    }

    /** How the caller's side ended: the whole stream, the caller's leave, or a chunk over the limit. */
    record Taken(Ending ending, boolean callerLeft, long tooLarge) {}

    @Override
    int firstDemand() {
        return 1;
    }

    @Override
    public void onMessage(Chunk chunk) {
        arrived.add(Optional.of(chunk));
    }

    @Override
    void closed() {
        arrived.add(Optional.empty());
    }

    /** Hands every chunk to {@code sink} on this thread; an interrupt cancels and stays set. */
    Taken drainTo(ChunkSink sink, Cancellation cancellation) {
        boolean callerLeft = false;
        long tooLarge = 0;
        boolean interrupted = false;
        Cancellation.Registration hook = cancellation.onCancel(this::cancel);
        try {
            for (Optional<Chunk> chunk = arrived.take(); chunk.isPresent(); chunk = arrived.take()) {
                ByteString data = chunk.get().getData();
                if (data.size() > maxChunkBytes) {
                    tooLarge = data.size();
                    abandon("a chunk over the limit");
                } else if (!callerLeft && !sink.send(data.toByteArray())) {
                    callerLeft = true;
                    abandon("the caller has gone");
                }
                demand();
            }
        } catch (InterruptedException e) {
            interrupted = true;
            cancel();
        } finally {
            hook.close();
        }
        Ending ending = ended().join();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return new Taken(ending, callerLeft, tooLarge);
    }
}
