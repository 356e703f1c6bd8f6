package io.mortise.sdk;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.grpc.Context;
import io.mortise.proto.v1.HostGrpc;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** In whose name requests to the host are made: one call's, or the plugin's own. */
record HostScope(HostLink link, Optional<String> call, Context context) {
    <R> R ask(Function<HostGrpc.HostBlockingStub, R> request) {
        return link.ask(call, context, request);
    }

    /** As {@link #ask}, but NOT_FOUND is an answer. */
    <R> Optional<R> find(Function<HostGrpc.HostBlockingStub, R> request) {
        try {
            return Optional.of(ask(request));
        } catch (HostException e) {
            if (e.code() == Code.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Bytes for a message; the array is handed over. */
    static ByteString bytes(byte[] array) {
        return UnsafeByteOperations.unsafeWrap(array);
    }

    /** Milliseconds for a message, rounded up so that a short time is never "for ever". */
    static long millis(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("negative duration " + duration);
        }
        return duration.plusNanos(999_999).toMillis();
    }
}
