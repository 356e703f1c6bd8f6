package io.mortise.grpc;

import com.google.protobuf.Empty;
import io.grpc.stub.StreamObserver;
import io.mortise.proto.v1.CallReply;
import io.mortise.proto.v1.CallRequest;
import io.mortise.proto.v1.Chunk;
import io.mortise.proto.v1.Document;
import io.mortise.proto.v1.HealthReply;
import io.mortise.proto.v1.PluginGrpc;
import io.mortise.proto.v1.StartRequest;
import io.mortise.proto.v1.StopRequest;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;

/** A {@code mortise.v1} plugin whose every answer a test writes. */
class ScriptedPlugin extends PluginGrpc.PluginImplBase {
    final CompletableFuture<StartRequest> started = new CompletableFuture<>();
    final List<String> asked = new CopyOnWriteArrayList<>();
    volatile BiConsumer<CallRequest, StreamObserver<CallReply>> onCall = (request, reply) -> {
        reply.onNext(CallReply.newBuilder().setPayload(request.getPayload()).build());
        reply.onCompleted();
    };
    volatile BiConsumer<CallRequest, StreamObserver<Chunk>> onStream = (request, reply) -> reply.onCompleted();
    volatile String description = "{\"functions\":{\"greet\":{\"description\":\"says hello\",\"input\":{\"a\":[1]}}}}";

    @Override
    public void describe(Empty request, StreamObserver<Document> reply) {
        reply.onNext(Document.newBuilder()
                .setJson(com.google.protobuf.ByteString.copyFromUtf8(description))
                .build());
        reply.onCompleted();
    }

    @Override
    public void start(StartRequest request, StreamObserver<Empty> reply) {
        started.complete(request);
        empty(reply);
    }

    @Override
    public void call(CallRequest request, StreamObserver<CallReply> reply) {
        onCall.accept(request, reply);
    }

    @Override
    public void stream(CallRequest request, StreamObserver<Chunk> reply) {
        onStream.accept(request, reply);
    }

    @Override
    public void health(Empty request, StreamObserver<HealthReply> reply) {
        reply.onNext(HealthReply.newBuilder().setReady(true).setMessage("fine").build());
        reply.onCompleted();
    }

    @Override
    public void stop(StopRequest request, StreamObserver<Empty> reply) {
        asked.add("stop " + request.getGraceMs());
        empty(reply);
    }

    private static void empty(StreamObserver<Empty> reply) {
        reply.onNext(Empty.getDefaultInstance());
        reply.onCompleted();
    }
}
