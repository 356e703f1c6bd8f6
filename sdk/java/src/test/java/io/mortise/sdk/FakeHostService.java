package io.mortise.sdk;

import com.google.protobuf.ByteString;
import com.google.protobuf.Empty;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.mortise.proto.v1.CallAppReply;
import io.mortise.proto.v1.CallAppRequest;
import io.mortise.proto.v1.CallPluginReply;
import io.mortise.proto.v1.CallPluginRequest;
import io.mortise.proto.v1.ConfigReply;
import io.mortise.proto.v1.ConfigRequest;
import io.mortise.proto.v1.EmitReply;
import io.mortise.proto.v1.EmitRequest;
import io.mortise.proto.v1.HostGrpc;
import io.mortise.proto.v1.HttpReply;
import io.mortise.proto.v1.HttpRequest;
import io.mortise.proto.v1.KvCompareAndSetRequest;
import io.mortise.proto.v1.KvGetReply;
import io.mortise.proto.v1.KvGetRequest;
import io.mortise.proto.v1.KvSetRequest;
import io.mortise.proto.v1.KvVersionReply;
import io.mortise.proto.v1.LogRequest;
import io.mortise.proto.wire.MetadataKeys;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

/** A host's end of the broker: remembers what it was asked and for which call. */
final class FakeHostService extends HostGrpc.HostImplBase {
    /** One request, and the call it was made for. */
    record Asked(Optional<String> call, Object request) {}

    private static final Context.Key<Optional<String>> CALL = Context.key("call");

    final List<Asked> asked = new CopyOnWriteArrayList<>();
    final Map<String, Kv.Entry> entries = new ConcurrentHashMap<>();

    ServerServiceDefinition service() {
        return ServerInterceptors.intercept(this, new ServerInterceptor() {
            @Override
            public <I, O> ServerCall.Listener<I> interceptCall(
                    ServerCall<I, O> call, Metadata headers, ServerCallHandler<I, O> next) {
                Optional<String> id = Optional.ofNullable(headers.get(MetadataKeys.CALL));
                return Contexts.interceptCall(Context.current().withValue(CALL, id), call, headers, next);
            }
        });
    }

    @Override
    public void config(ConfigRequest request, StreamObserver<ConfigReply> reply) {
        note(request);
        if (request.getPointer().equals("/absent")) {
            reply.onError(Status.NOT_FOUND.withDescription("nothing there").asRuntimeException());
            return;
        }
        answer(
                reply,
                ConfigReply.newBuilder()
                        .setJson(ByteString.copyFromUtf8("{\"depth\":3}"))
                        .build());
    }

    @Override
    public void log(LogRequest request, StreamObserver<Empty> reply) {
        note(request);
        answer(reply, Empty.getDefaultInstance());
    }

    @Override
    public void kvGet(KvGetRequest request, StreamObserver<KvGetReply> reply) {
        note(request);
        Kv.Entry entry = entries.get(request.getKey());
        if (entry == null) {
            reply.onError(Status.NOT_FOUND
                    .withDescription("no entry " + request.getKey())
                    .asRuntimeException());
            return;
        }
        answer(
                reply,
                KvGetReply.newBuilder()
                        .setValue(ByteString.copyFrom(entry.value()))
                        .setVersion(entry.version())
                        .build());
    }

    @Override
    public void kvSet(KvSetRequest request, StreamObserver<KvVersionReply> reply) {
        note(request);
        Kv.Entry now = entries.compute(request.getKey(), (key, old) -> next(old, request.getValue()));
        answer(reply, KvVersionReply.newBuilder().setVersion(now.version()).build());
    }

    @Override
    public void kvCompareAndSet(KvCompareAndSetRequest request, StreamObserver<KvVersionReply> reply) {
        var written = new AtomicBoolean();
        Kv.Entry now = entries.compute(request.getKey(), (key, old) -> {
            written.set((old == null ? 0 : old.version()) == request.getVersion());
            return written.get() ? next(old, request.getValue()) : old;
        });
        if (!written.get()) {
            reply.onError(Status.ABORTED.withDescription("another version").asRuntimeException());
            return;
        }
        answer(reply, KvVersionReply.newBuilder().setVersion(now.version()).build());
    }

    @Override
    public void http(HttpRequest request, StreamObserver<HttpReply> reply) {
        note(request);
        reply.onError(Status.PERMISSION_DENIED
                .withDescription("no grant covers " + request.getUrl())
                .asRuntimeException());
    }

    @Override
    public void emit(EmitRequest request, StreamObserver<EmitReply> reply) {
        note(request);
        answer(reply, EmitReply.newBuilder().setId("event-1").build());
    }

    @Override
    public void callPlugin(CallPluginRequest request, StreamObserver<CallPluginReply> reply) {
        note(request);
        answer(
                reply,
                CallPluginReply.newBuilder().setPayload(request.getPayload()).build());
    }

    /** Never answers: a host call that only its deadline ends. */
    @Override
    public void callApp(CallAppRequest request, StreamObserver<CallAppReply> reply) {
        note(request);
    }

    private void note(Object request) {
        asked.add(new Asked(CALL.get(), request));
    }

    private static Kv.Entry next(Kv.Entry old, ByteString value) {
        return new Kv.Entry(value.toByteArray(), old == null ? 1 : old.version() + 1);
    }

    private static <R> void answer(StreamObserver<R> reply, R message) {
        reply.onNext(message);
        reply.onCompleted();
    }
}
