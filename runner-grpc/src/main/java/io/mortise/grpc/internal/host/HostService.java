package io.mortise.grpc.internal.host;

import com.google.protobuf.MessageLite;
import io.grpc.BindableService;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import io.mortise.api.Subject;
import io.mortise.api.host.HostCall;
import io.mortise.api.host.HostFailure;
import io.mortise.grpc.internal.output.Utf8Cut;
import io.mortise.proto.wire.MetadataKeys;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every method of the Host service in one shape: find the call it is made for, take a thread of this generation, run,
 * answer. Requests are decoded on the event loop; nothing else happens there.
 */
public final class HostService implements BindableService {
    private static final Logger LOG = LoggerFactory.getLogger(HostService.class);
    private static final Context.Key<String> CALL_NUMBER = Context.key("mortise-call");
    private static final int MAX_MESSAGE_BYTES = 4 << 10;

    private final LiveCalls calls;
    private final HostTable methods;
    private final Executor threads;
    private final Subject subject;

    HostService(LiveCalls calls, HostTable methods, Executor threads, Subject subject) {
        this.calls = calls;
        this.methods = methods;
        this.threads = threads;
        this.subject = subject;
    }

    /** One method: a request and the call it belongs to, to a reply. */
    @FunctionalInterface
    public interface Method<Q, A> {
        A apply(HostCall call, Q request);
    }

    @Override
    public ServerServiceDefinition bindService() {
        var builder = ServerServiceDefinition.builder(methods.descriptor());
        methods.addTo(new Binder(builder));
        return ServerInterceptors.intercept(builder.build(), new CallNumber());
    }

    /** Adds methods to the service's definition. */
    public final class Binder {
        private final ServerServiceDefinition.Builder builder;

        private Binder(ServerServiceDefinition.Builder builder) {
            this.builder = builder;
        }

        public <Q extends MessageLite, A extends MessageLite> Binder add(
                MethodDescriptor<Q, A> descriptor, Method<Q, A> method) {
            String name = String.valueOf(descriptor.getBareMethodName());
            builder.addMethod(
                    descriptor, ServerCalls.asyncUnaryCall((request, reply) -> accept(name, method, request, reply)));
            return this;
        }
    }

    private <Q, A> void accept(String name, Method<Q, A> method, Q request, StreamObserver<A> reply) {
        Optional<HostCall> call = calls.find(Optional.ofNullable(CALL_NUMBER.get()));
        if (call.isEmpty()) {
            reply.onError(Status.UNAUTHENTICATED
                    .withDescription("no such call is running; background work leaves mortise-call out")
                    .asRuntimeException());
            return;
        }
        try {
            threads.execute(() -> answer(name, method, call.get(), request, reply));
        } catch (RejectedExecutionException e) {
            reply.onError(Status.RESOURCE_EXHAUSTED
                    .withDescription("too many host calls at once; limits.concurrency run and as many wait")
                    .asRuntimeException());
        }
    }

    private <Q, A> void answer(String name, Method<Q, A> method, HostCall call, Q request, StreamObserver<A> reply) {
        try {
            A answer = method.apply(call, request);
            reply.onNext(answer);
            reply.onCompleted();
        } catch (HostFailure e) {
            reply.onError(Status.fromCodeValue(e.code().number())
                    .withDescription(Utf8Cut.cut(e.text(), MAX_MESSAGE_BYTES))
                    .asRuntimeException());
        } catch (RuntimeException | StackOverflowError e) {
            LOG.atError()
                    .addKeyValue("plugin", subject)
                    .addKeyValue("call", call.id())
                    .addKeyValue("method", name)
                    .setCause(e)
                    .log("a host service broke");
            reply.onError(Status.INTERNAL.asRuntimeException());
        }
    }

    /** Carries the metadata to where the request is. */
    private static final class CallNumber implements ServerInterceptor {
        @Override
        public <Q, A> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
            String number = headers.get(MetadataKeys.CALL);
            if (number == null) {
                return next.startCall(call, headers);
            }
            return Contexts.interceptCall(Context.current().withValue(CALL_NUMBER, number), call, headers, next);
        }
    }
}
