package io.mortise.grpc;

import io.mortise.api.manifest.RuntimeSpec;
import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Stands between the host and a peer in plaintext, and when it is told to answers each new stream by resetting it, over and
 * over: frames that no gRPC library can be brought to send.
 */
final class ResettingPeer implements AutoCloseable {
    static final int ENHANCE_YOUR_CALM = 11;
    private static final int PREFACE = 24;
    private static final int HEADERS = 1;
    private static final int RESETS = 20_000;

    private final FakePeer peer;
    private final Path socket = Files.createTempDirectory("resetting").resolve("s");
    private final ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    private final AtomicBoolean resets = new AtomicBoolean();

    ResettingPeer(FakePeer peer) throws IOException {
        this.peer = peer;
        server.bind(UnixDomainSocketAddress.of(socket));
        daemon(this::accept);
    }

    /** From now on no stream gets an answer. */
    void reset() {
        resets.set(true);
    }

    RuntimeSpec.Grpc spec(Bench bench) throws IOException {
        String line = peer.line().replace(peer.socket().toString(), socket.toString());
        bench.script("bin/resetting", "echo '" + line + "'", FakePeer.WAIT);
        return Bench.binary("bin/resetting");
    }

    private void accept() throws IOException {
        while (true) {
            SocketChannel host = server.accept();
            SocketChannel behind = SocketChannel.open(UnixDomainSocketAddress.of(peer.socket()));
            daemon(() -> copy(behind, host));
            daemon(() -> forward(host, behind));
        }
    }

    private static void copy(SocketChannel from, SocketChannel to) throws IOException {
        ByteBuffer some = ByteBuffer.allocate(1 << 16);
        while (from.read(some.clear()) >= 0) {
            write(some.flip(), to);
        }
    }

    private void forward(SocketChannel host, SocketChannel behind) throws IOException {
        write(read(host, PREFACE), behind);
        while (true) {
            ByteBuffer head = read(host, 9);
            ByteBuffer body = read(host, head.getInt(0) >>> 8);
            if (!resets.get()) {
                write(head, behind);
                write(body, behind);
            } else if (head.get(3) == HEADERS) {
                flood(host, head.getInt(5));
            }
        }
    }

    private static ByteBuffer read(SocketChannel from, int bytes) throws IOException {
        ByteBuffer all = ByteBuffer.allocate(bytes);
        while (all.hasRemaining()) {
            if (from.read(all) < 0) {
                throw new EOFException("the host hung up");
            }
        }
        return all.flip();
    }

    private static void write(ByteBuffer bytes, SocketChannel to) throws IOException {
        while (bytes.hasRemaining()) {
            to.write(bytes);
        }
    }

    /** The first one ends the stream, the others are for one that is closed. */
    private static void flood(SocketChannel host, int stream) throws IOException {
        ByteBuffer frames = ByteBuffer.allocate(RESETS * 13);
        for (int i = 0; i < RESETS; i++) {
            frames.put(new byte[] {0, 0, 4, 3, 0}).putInt(stream).putInt(ENHANCE_YOUR_CALM);
        }
        write(frames.flip(), host);
    }

    private interface Step {
        void run() throws IOException;
    }

    private static void daemon(Step step) {
        Thread thread = new Thread(
                () -> {
                    try {
                        step.run();
                    } catch (IOException e) {
                        return; // one of both ends hung up, as they do when the test is over
                    }
                },
                "resetting-peer");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        server.close();
        Files.deleteIfExists(socket);
        Files.deleteIfExists(socket.getParent());
    }
}
