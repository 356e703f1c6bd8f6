package io.mortise.sdk;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.mortise.proto.v1.CallerDocument;
import io.mortise.proto.wire.MetadataKeys;
import java.util.Optional;

/** What the host says of a call in its metadata; all of it is absent under a host that is not Mortise. */
record CallHeaders(
        Optional<String> id,
        Optional<CallerDocument> caller,
        Optional<String> tenant,
        Optional<String> depth,
        Optional<String> traceparent) {
    private static final Context.Key<CallHeaders> KEY = Context.key("mortise-headers");

    static CallHeaders current() {
        return KEY.get(Context.current());
    }

    /** Puts them where the service methods find them. */
    static ServerInterceptor interceptor() {
        return new ServerInterceptor() {
            @Override
            public <I, O> ServerCall.Listener<I> interceptCall(
                    ServerCall<I, O> call, Metadata metadata, ServerCallHandler<I, O> next) {
                Context context = Context.current().withValue(KEY, read(metadata));
                return Contexts.interceptCall(context, call, metadata, next);
            }
        };
    }

    private static CallHeaders read(Metadata metadata) {
        return new CallHeaders(
                Optional.ofNullable(metadata.get(MetadataKeys.CALL)),
                Optional.ofNullable(metadata.get(MetadataKeys.CALLER)),
                Optional.ofNullable(metadata.get(MetadataKeys.TENANT)).map(MetadataKeys::decodeText),
                Optional.ofNullable(metadata.get(MetadataKeys.DEPTH)),
                Optional.ofNullable(metadata.get(MetadataKeys.TRACEPARENT)));
    }
}
