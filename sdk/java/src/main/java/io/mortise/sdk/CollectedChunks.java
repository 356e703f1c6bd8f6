package io.mortise.sdk;

import java.io.ByteArrayOutputStream;

/** The chunks of a streaming function that was called plainly: one result. */
final class CollectedChunks implements ChunkSink {
    private static final int MAX_BYTES = 64 << 20;

    private final PluginCall call;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(0);

    CollectedChunks(PluginCall call) {
        this.call = call;
    }

    @Override
    public boolean send(byte[] chunk) {
        if (chunk.length > MAX_BYTES - bytes.size()) {
            throw new CallRejected(
                    Code.RESOURCE_EXHAUSTED,
                    "result over " + MAX_BYTES + " bytes; ask for \"" + call.function() + "\" as a stream");
        }
        bytes.writeBytes(chunk);
        return !call.isCancelled();
    }

    /** All chunks and {@code last}. */
    byte[] with(byte[] last) {
        if (bytes.size() == 0) {
            return last;
        }
        bytes.writeBytes(last);
        return bytes.toByteArray();
    }
}
