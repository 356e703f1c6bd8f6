package io.mortise.sdk.internal;

import com.google.protobuf.ByteString;
import com.google.protobuf.Empty;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.mortise.proto.goplugin.GRPCStdioGrpc;
import io.mortise.proto.goplugin.StdioData;
import java.util.concurrent.atomic.AtomicBoolean;

/** go-plugin's stdio service: carries {@code System.out} to the host, in pieces of at most 1 KiB, once in a life. */
final class StdioService extends GRPCStdioGrpc.GRPCStdioImplBase {
    private static final int MAX_CHUNK = 1024;

    private final StdioRing output;
    private final AtomicBoolean read = new AtomicBoolean();

    StdioService(StdioRing output) {
        this.output = output;
    }

    @Override
    public void streamStdio(Empty request, StreamObserver<StdioData> reply) {
        if (!read.compareAndSet(false, true)) {
            reply.onError(Status.RESOURCE_EXHAUSTED
                    .withDescription("stdio is read once in a plugin's life")
                    .asRuntimeException());
            return;
        }
        var stream = (ServerCallStreamObserver<StdioData>) reply;
        var gate = new DemandGate<>(stream);
        var pump = new Thread(() -> pump(gate, stream), "mortise/stdio");
        pump.setDaemon(true);
        gate.onGone(pump::interrupt);
        pump.start();
    }

    private void pump(DemandGate<StdioData> gate, StreamObserver<StdioData> stream) {
        try {
            for (byte[] chunk = output.take(MAX_CHUNK); chunk.length > 0; chunk = output.take(MAX_CHUNK)) {
                StdioData data = StdioData.newBuilder()
                        .setChannel(StdioData.Channel.STDOUT)
                        .setData(ByteString.copyFrom(chunk))
                        .build();
                if (!gate.send(data)) {
                    return;
                }
            }
            stream.onCompleted();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the host stopped reading; the ring goes on dropping the oldest
        }
    }
}
