package io.mortise.manager.internal.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LineChannelTest {
    @TempDir
    Path directory;

    private SocketChannel near;
    private SocketChannel far;

    @BeforeEach
    void connect() throws IOException {
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(directory.resolve("s"));
        try (ServerSocketChannel listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            listening.bind(address);
            near = SocketChannel.open(address);
            far = listening.accept();
        }
    }

    @AfterEach
    void close() throws IOException {
        near.close();
        far.close();
    }

    @Test
    void read_givesLines_andDropsHalfALine() throws IOException {
        LineChannel out = new LineChannel(near, 100);
        out.write("one");
        out.write("");
        near.write(java.nio.ByteBuffer.wrap(new byte[] {'h', 'a'}));
        near.close();
        LineChannel in = new LineChannel(far, 100);

        assertThat(in.read()).hasValue(new byte[] {'o', 'n', 'e'});
        assertThat(in.read()).hasValue(new byte[] {});
        assertThat(in.read()).isEmpty();
    }

    @Test
    void read_stopsAtTheCap() throws IOException {
        new LineChannel(near, 100).write("x".repeat(11));

        assertThatThrownBy(() -> new LineChannel(far, 10).read()).isInstanceOf(LineChannel.TooLong.class);
    }

    @Test
    void write_isStuck_whenNobodyReads() {
        LineChannel out = new LineChannel(near, 100);
        Thread writer = new Thread(() -> {
            try {
                while (true) {
                    out.write("x".repeat(100_000));
                }
            } catch (IOException e) {
                Thread.currentThread().interrupt();
            }
        });
        writer.start();

        Awaitility.await().until(() -> out.isStuck(1_000_000));
        Awaitility.await().untilAsserted(() -> {
            near.close();
            assertThat(writer.isAlive()).isFalse();
        });
    }
}
