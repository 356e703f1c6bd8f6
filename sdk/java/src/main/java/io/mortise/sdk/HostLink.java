package io.mortise.sdk;

import io.grpc.Channel;
import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.MetadataUtils;
import io.mortise.proto.v1.HostGrpc;
import io.mortise.proto.wire.MetadataKeys;
import java.util.Optional;
import java.util.function.Function;

/** The one connection to the Host service, and the one place where its refusals become exceptions. */
final class HostLink {
    private volatile Optional<HostGrpc.HostBlockingStub> stub = Optional.empty();

    void connect(Channel channel) {
        stub = Optional.of(HostGrpc.newBlockingStub(channel));
    }

    /**
     * Asks the host.
     *
     * @param call the call's number, repeated to the host; empty = background work
     * @param context whose deadline and cancellation also end this request
     */
    <R> R ask(Optional<String> call, Context context, Function<HostGrpc.HostBlockingStub, R> request) {
        HostGrpc.HostBlockingStub host = stub.orElseThrow(() -> new HostException(Code.UNAVAILABLE, "no mortise host"));
        Context previous = context.attach();
        try {
            return request.apply(call.map(number -> repeating(host, number)).orElse(host));
        } catch (StatusRuntimeException e) {
            String text = e.getStatus().getDescription();
            Code code = Code.of(e.getStatus().getCode().value());
            throw new HostException(code, text == null ? code.name() : text, e);
        } finally {
            context.detach(previous);
        }
    }

    private static HostGrpc.HostBlockingStub repeating(HostGrpc.HostBlockingStub host, String call) {
        var metadata = new Metadata();
        metadata.put(MetadataKeys.CALL, call);
        return host.withInterceptors(MetadataUtils.newAttachHeadersInterceptor(metadata));
    }
}
