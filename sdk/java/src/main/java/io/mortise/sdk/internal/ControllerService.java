package io.mortise.sdk.internal;

import io.grpc.stub.StreamObserver;
import io.mortise.proto.goplugin.Empty;
import io.mortise.proto.goplugin.GRPCControllerGrpc;
import java.util.concurrent.CountDownLatch;

/** go-plugin's controller: {@code Shutdown} is answered, then the process ends. */
final class ControllerService extends GRPCControllerGrpc.GRPCControllerImplBase {
    private final CountDownLatch asked = new CountDownLatch(1);

    @Override
    public void shutdown(Empty request, StreamObserver<Empty> reply) {
        reply.onNext(Empty.getDefaultInstance());
        reply.onCompleted();
        asked.countDown();
    }

    void awaitShutdown() throws InterruptedException {
        asked.await();
    }

    /** Ends the wait as {@code Shutdown} does. */
    void shutdown() {
        asked.countDown();
    }
}
