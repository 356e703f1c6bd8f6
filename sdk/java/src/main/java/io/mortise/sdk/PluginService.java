package io.mortise.sdk;

import com.google.protobuf.ByteString;
import com.google.protobuf.Empty;
import com.google.protobuf.UnsafeByteOperations;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.mortise.proto.v1.CallReply;
import io.mortise.proto.v1.CallRequest;
import io.mortise.proto.v1.Chunk;
import io.mortise.proto.v1.Document;
import io.mortise.proto.v1.HealthReply;
import io.mortise.proto.v1.PluginGrpc;
import io.mortise.proto.v1.StartRequest;
import io.mortise.proto.v1.StopRequest;
import io.mortise.sdk.internal.DemandGate;
import io.mortise.sdk.internal.HclogWriter;
import java.time.Duration;
import java.util.concurrent.Callable;

/** {@code mortise.v1.Plugin}: takes requests on gRPC's thread and hands each to a thread that may block. */
final class PluginService extends PluginGrpc.PluginImplBase {
    private static final int WAITING_CONTROL = 64;

    private final FunctionTable functions;
    private final Lifecycle lifecycle;
    private final HostLink link;
    private final HandlerPool calls;
    /** Apart from the calls: a plugin full of stuck handlers must still be asked for its health and stopped. */
    private final HandlerPool control = new HandlerPool("control", 1, WAITING_CONTROL);

    private final HclogWriter log;

    PluginService(FunctionTable functions, Lifecycle lifecycle, HostLink link, HandlerPool calls, HclogWriter log) {
        this.functions = functions;
        this.lifecycle = lifecycle;
        this.link = link;
        this.calls = calls;
        this.log = log;
    }

    @Override
    public void describe(Empty request, StreamObserver<Document> reply) {
        reply.onNext(Document.newBuilder()
                .setJson(ByteString.copyFrom(functions.document()))
                .build());
        reply.onCompleted();
    }

    @Override
    public void start(StartRequest request, StreamObserver<Empty> reply) {
        control("onStart", reply, () -> lifecycle.start(request));
    }

    @Override
    public void health(Empty request, StreamObserver<HealthReply> reply) {
        control("health", reply, lifecycle::health);
    }

    @Override
    public void stop(StopRequest request, StreamObserver<Empty> reply) {
        Duration grace = Duration.ofMillis(Integer.toUnsignedLong(request.getGraceMs()));
        control("onStop", reply, () -> lifecycle.stop(grace));
    }

    @Override
    public void call(CallRequest request, StreamObserver<CallReply> reply) {
        var stream = (ServerCallStreamObserver<CallReply>) reply;
        var gate = new DemandGate<>(stream);
        handle(request, gate, stream, (call, body) -> {
            var chunks = new CollectedChunks(call);
            byte[] last = body.run(call, request.getPayload().toByteArray(), chunks);
            // the array was handed over, so it travels without a copy
            stream.onNext(CallReply.newBuilder()
                    .setPayload(UnsafeByteOperations.unsafeWrap(chunks.with(last)))
                    .build());
        });
    }

    @Override
    public void stream(CallRequest request, StreamObserver<Chunk> reply) {
        var stream = (ServerCallStreamObserver<Chunk>) reply;
        var gate = new DemandGate<>(stream);
        handle(request, gate, stream, (call, body) -> {
            var sink = new DemandedChunks(gate);
            byte[] last = body.run(call, request.getPayload().toByteArray(), sink);
            if (last.length > 0) {
                sink.send(last);
            }
        });
    }

    private <R> void handle(
            CallRequest request, DemandGate<R> gate, ServerCallStreamObserver<R> reply, CallRun.Work work) {
        Function function = functions.byName().get(request.getFunction());
        if (function == null) {
            reply.onError(Status.UNIMPLEMENTED
                    .withDescription("this plugin has no function \"" + request.getFunction() + "\"")
                    .asRuntimeException());
            return;
        }
        var call = new ActiveCall(function.name(), gate, link);
        submit(calls, reply, new CallRun(call, function.body(), work, reply, log));
    }

    private <R> void control(String hook, StreamObserver<R> reply, Callable<R> work) {
        submit(control, reply, () -> {
            try {
                reply.onNext(work.call());
                reply.onCompleted();
            } catch (Exception | LinkageError | StackOverflowError | AssertionError thrown) {
                if (!ErrorReport.isRefusal(thrown)) {
                    log.uncaught("uncaught in " + hook, thrown);
                }
                reply.onError(ErrorReport.of(thrown));
            }
        });
    }

    private static void submit(HandlerPool pool, StreamObserver<?> reply, Runnable task) {
        try {
            pool.run(task);
        } catch (StatusRuntimeException full) {
            reply.onError(full);
        }
    }
}
