package io.mortise.grpc.internal.wire;

import com.google.protobuf.Empty;
import io.grpc.Channel;
import io.grpc.StatusRuntimeException;
import io.mortise.api.host.LogLine.Stream;
import io.mortise.grpc.internal.output.ProcessOutput;
import io.mortise.proto.goplugin.GRPCStdioGrpc;
import io.mortise.proto.goplugin.StdioData;
import java.util.Iterator;

/** Reads go-plugin's stdio service to its end, on a thread of its own: log lines never meet the event loop. */
final class StdioLink {
    private StdioLink() {}

    static void open(Channel channel, ProcessOutput output, String threadPrefix) {
        var thread = new Thread(() -> read(channel, output), threadPrefix + "stdio");
        thread.setDaemon(true);
        thread.start();
    }

    private static void read(Channel channel, ProcessOutput output) {
        ProcessOutput.Piece stdout = output.piece(Stream.STDOUT);
        ProcessOutput.Piece stderr = output.piece(Stream.STDERR);
        try {
            Iterator<StdioData> pieces = GRPCStdioGrpc.newBlockingStub(channel).streamStdio(Empty.getDefaultInstance());
            while (pieces.hasNext()) {
                StdioData piece = pieces.next();
                ProcessOutput.Piece to = piece.getChannel() == StdioData.Channel.STDERR ? stderr : stdout;
                to.accept(piece.getData().toByteArray());
            }
        } catch (StatusRuntimeException e) {
            // UNIMPLEMENTED by a plugin without the service, UNAVAILABLE or CANCELLED at the connection's end
        }
        stdout.finish();
        stderr.finish();
    }
}
