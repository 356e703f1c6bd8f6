package io.mortise.sdk.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mortise.proto.wire.Endpoint;
import io.mortise.proto.wire.WireTransport;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListeningTest {
    private final WireTransport transport = WireTransport.open("listening", 1);

    @TempDir
    Path dir;

    @AfterEach
    void close() {
        transport.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {"1,3,9; 3", "9,3,1; 3", "1; 1", "' 1 , 2 '; 2", "7,8; 1", "''; 1", "x,,2; 2"})
    void version_isTheHighestBothKnow_orOurLowest(String offered, int chosen) {
        var environment = HostEnvironment.of(Map.of("PLUGIN_PROTOCOL_VERSIONS", offered));

        assertThat(environment.chooseVersion(new TreeSet<>(List.of(1, 2, 3)))).isEqualTo(chosen);
    }

    @Test
    void version_isOurLowest_forAHostThatOffersNone() {
        assertThat(HostEnvironment.of(Map.of()).chooseVersion(new TreeSet<>(List.of(2, 1))))
                .isEqualTo(1);
    }

    @Test
    void sockets_goWhereTheHostSays_elseToTmpdir() {
        assertThat(HostEnvironment.of(Map.of("PLUGIN_UNIX_SOCKET_DIR", "/a", "TMPDIR", "/b"))
                        .socketDirectory())
                .isEqualTo(Path.of("/a"));
        assertThat(HostEnvironment.of(Map.of("PLUGIN_UNIX_SOCKET_DIR", "", "TMPDIR", "/b"))
                        .socketDirectory())
                .isEqualTo(Path.of("/b"));
        assertThat(HostEnvironment.of(Map.of()).socketDirectory())
                .isEqualTo(Path.of(System.getProperty("java.io.tmpdir")));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void socket_isTheOwnersAlone() throws Exception {
        PluginListener open = open(Map.of("PLUGIN_UNIX_SOCKET_DIR", dir.toString()), false);

        assertThat(Files.getPosixFilePermissions(open.endpoint().path()))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        open.server().shutdownNow();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void socket_isOpenToTheGroup_thatTheHostNames() throws Exception {
        String group =
                Files.readAttributes(dir, PosixFileAttributes.class).group().getName();

        PluginListener open =
                open(Map.of("PLUGIN_UNIX_SOCKET_DIR", dir.toString(), "PLUGIN_UNIX_SOCKET_GROUP", group), false);

        var attributes = Files.readAttributes(open.endpoint().path(), PosixFileAttributes.class);
        assertThat(attributes.permissions()).isEqualTo(PosixFilePermissions.fromString("rw-rw----"));
        assertThat(attributes.group().getName()).isEqualTo(group);
        open.server().shutdownNow();
    }

    @Test
    void tcp_takesTheNextPort_whenTheFirstIsTaken() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int first = taken.getLocalPort();
            PluginListener open = open(
                    Map.of("PLUGIN_MIN_PORT", "" + first, "PLUGIN_MAX_PORT", "" + Math.min(first + 50, 65535)), true);

            assertThat(open.endpoint().network()).isEqualTo(Endpoint.TCP);
            assertThat(open.endpoint().inet().getPort()).isGreaterThan(first);
            open.server().shutdownNow();
        }
    }

    @Test
    void tcp_fails_whenNoPortIsFree() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String only = "" + taken.getLocalPort();

            assertThatThrownBy(() -> open(Map.of("PLUGIN_MIN_PORT", only, "PLUGIN_MAX_PORT", only), true))
                    .isInstanceOf(StartFailure.class)
                    .hasMessage("no free TCP port from " + only + " to " + only + " on 127.0.0.1");
        }
    }

    @Test
    void tcp_fails_whenTheRangeMakesNoSense() {
        assertThatThrownBy(() -> open(Map.of("PLUGIN_MIN_PORT", "9", "PLUGIN_MAX_PORT", "8"), true))
                .hasMessage("PLUGIN_MIN_PORT 9 is above PLUGIN_MAX_PORT 8");
        assertThatThrownBy(() -> open(Map.of("PLUGIN_MIN_PORT", "ten"), true))
                .hasMessage("PLUGIN_MIN_PORT is \"ten\"; expected a port");
    }

    private PluginListener open(Map<String, String> environment, boolean tcp) {
        return PluginListener.open(
                HostEnvironment.of(environment), tcp, endpoint -> transport.serverOn(endpoint, Optional.empty()));
    }
}
