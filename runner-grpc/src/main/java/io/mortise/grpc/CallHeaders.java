package io.mortise.grpc;

import io.grpc.Metadata;
import io.mortise.api.Call;
import io.mortise.api.Caller;
import io.mortise.proto.v1.CallerDocument;
import io.mortise.proto.wire.MetadataKeys;

/** What a plugin is told of a call beside function and payload; the deadline travels as gRPC's own. */
final class CallHeaders {
    private CallHeaders() {}

    /** @param id what the plugin's callbacks repeat */
    static Metadata of(Call call, String id) {
        var headers = new Metadata();
        headers.put(MetadataKeys.CALL, id);
        headers.put(MetadataKeys.CALLER, document(call.caller()));
        headers.put(MetadataKeys.DEPTH, Integer.toString(call.depth()));
        call.caller().tenant().ifPresent(tenant -> headers.put(MetadataKeys.TENANT, MetadataKeys.encodeText(tenant)));
        // a well-formed traceparent stays as it is; anything else must not become part of the header block
        call.trace().ifPresent(trace -> headers.put(MetadataKeys.TRACEPARENT, MetadataKeys.encodeText(trace)));
        return headers;
    }

    private static CallerDocument document(Caller caller) {
        return CallerDocument.newBuilder()
                .setKind(caller.kind().name())
                .setId(caller.id())
                .build();
    }
}
