package io.mortise.sdk;

import com.google.protobuf.UnsafeByteOperations;
import io.mortise.proto.v1.Chunk;
import io.mortise.sdk.internal.DemandGate;

/** Sends the chunks of one streamed call when the caller takes them. */
final class DemandedChunks implements ChunkSink {
    private final DemandGate<Chunk> gate;

    DemandedChunks(DemandGate<Chunk> gate) {
        this.gate = gate;
    }

    @Override
    public boolean send(byte[] chunk) {
        try {
            return gate.send(Chunk.newBuilder()
                    .setData(UnsafeByteOperations.unsafeWrap(chunk))
                    .build());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the call was cancelled, or the handler's own code wants it to end
            return false;
        }
    }
}
