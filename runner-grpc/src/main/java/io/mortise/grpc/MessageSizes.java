package io.mortise.grpc;

import io.mortise.api.Limits;

/** How large one gRPC message may be: the payload itself is counted apart, with the same words as on wasm. */
final class MessageSizes {
    private static final long HTTP_BODY = 8L << 20;
    private static final long AROUND = 64L << 10;

    private MessageSizes() {}

    static int channel(Limits limits) {
        return (int) Math.min(Integer.MAX_VALUE, Math.max(limits.payloadBytes(), HTTP_BODY) + AROUND);
    }
}
