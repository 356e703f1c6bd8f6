package io.mortise.manager.internal.control;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** A client that writes what it likes. */
final class Dials implements AutoCloseable {
    private final LineChannel lines;

    private Dials(LineChannel lines) {
        this.lines = lines;
    }

    static Dials to(Path socket) throws IOException {
        return new Dials(new LineChannel(SocketChannel.open(UnixDomainSocketAddress.of(socket)), Wire.MAX_LINE_BYTES));
    }

    Dials say(String line) throws IOException {
        lines.write(line);
        return this;
    }

    String hear() throws IOException {
        return new String(lines.read().orElseThrow(() -> new IOException("closed")), UTF_8);
    }

    boolean isClosed() throws IOException {
        return lines.read().isEmpty();
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
