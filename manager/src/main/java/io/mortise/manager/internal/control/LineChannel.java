package io.mortise.manager.internal.control;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Optional;

/** Lines over a socket: one reader, any number of writers. Nobody holds more of a line than the cap. */
final class LineChannel implements AutoCloseable {
    /** A line that is longer than may be. */
    static final class TooLong extends IOException {
        private static final long serialVersionUID = 1L;

        TooLong(int max) {
            super("a line has more than " + (max >> 20) + " MiB");
        }
    }

    private final SocketChannel channel;
    private final int maxBytes;
    private final ByteBuffer buffer = ByteBuffer.allocate(64 << 10).flip();
    private final Object writing = new Object();
    private volatile long writingSince;

    LineChannel(SocketChannel channel, int maxBytes) {
        this.channel = channel;
        this.maxBytes = maxBytes;
    }

    /** The next line without its end; empty at the end of the stream, where half a line is dropped. */
    Optional<byte[]> read() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        while (true) {
            while (buffer.hasRemaining()) {
                byte next = buffer.get();
                if (next == '\n') {
                    return Optional.of(line.toByteArray());
                }
                if (line.size() == maxBytes) {
                    throw new TooLong(maxBytes);
                }
                line.write(next);
            }
            buffer.clear();
            int read = channel.read(buffer);
            buffer.flip();
            if (read < 0) {
                return Optional.empty();
            }
        }
    }

    /** Writes one line; the text has no line break in it. */
    void write(String line) throws IOException {
        ByteBuffer bytes = UTF_8.encode(line + '\n');
        synchronized (writing) {
            writingSince = System.nanoTime() | 1;
            try {
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            } finally {
                writingSince = 0;
            }
        }
    }

    /** True when the other side has taken nothing for {@code nanos}. */
    boolean isStuck(long nanos) {
        long since = writingSince;
        return since != 0 && System.nanoTime() - since > nanos;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
