package io.mortise.grpc.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.grpc.Needs;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SocketOwnerTest {
    private final long self = ProcessHandle.current().pid();

    @Test
    void aPort_belongsToWhoListens() throws IOException {
        Needs.that(Path.of("/proc/net/tcp").toFile().exists(), "only /proc tells whose a port is");
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var address = (InetSocketAddress) socket.getLocalSocketAddress();

            assertThat(SocketOwner.onThisMachine().isHeldOnlyBy(address, self)).isTrue();
            Process other = new ProcessBuilder("sleep", "100").start();
            assertThat(SocketOwner.onThisMachine().isHeldOnlyBy(address, other.pid()))
                    .isFalse();
            other.destroyForcibly();
        }
    }

    @Test
    void aPortNobodyListensOn_isNobodys() throws IOException {
        Needs.that(Path.of("/proc/net/tcp").toFile().exists(), "only /proc tells whose a port is");
        InetSocketAddress address;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            address = (InetSocketAddress) socket.getLocalSocketAddress();
        }

        assertThat(SocketOwner.onThisMachine().isHeldOnlyBy(address, self)).isFalse();
    }

    @Test
    void withoutProc_theCertificateAloneTells() {
        assertThat(new SocketOwner(Path.of("/nowhere")).isHeldOnlyBy(new InetSocketAddress("127.0.0.1", 1), self))
                .isTrue();
    }
}
