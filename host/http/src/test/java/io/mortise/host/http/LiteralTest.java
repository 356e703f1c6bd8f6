package io.mortise.host.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LiteralTest {
    @ParameterizedTest
    @CsvSource({
        "10.0.0.5, 10.0.0.5",
        "::1, 0:0:0:0:0:0:0:1",
        "[::1], 0:0:0:0:0:0:0:1",
        "::ffff:10.0.0.5, 10.0.0.5",
        "::ffff:a00:5, 10.0.0.5",
        "FD00::A, fd00:0:0:0:0:0:0:a"
    })
    void parse_readsPlainAddresses_mappedOnesAsIpv4(String text, String address) {
        assertThat(Literal.parse(text)).map(InetAddress::getHostAddress).contains(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"example.com", "1.2.3", "010.0.0.5", "256.0.0.1", "1.2.3.4.", "::g", "fe80::1%1", "1:2", ""})
    void parse_isEmpty_forEverythingElse(String text) {
        assertThat(Literal.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2130706433",
                "0x7f000001",
                "0x7f.1",
                "127.1",
                "127.0.1",
                "0177.0.0.1",
                "127.0.0.0x1",
                "256.1.1.1",
                "a.b.1",
                "0x",
                "1.2.3.4.5",
                "api.0x7f"
            })
    void isAmbiguous_forNumbersThatSomeResolversTakeForAddresses(String host) {
        assertThat(Literal.isAmbiguous(host)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1", "::ffff:127.0.0.1", "1.example", "x0x1", "3com.com", "api-1"})
    void isAmbiguous_isFalse_forAddressesAndNames(String host) {
        assertThat(Literal.isAmbiguous(host)).isFalse();
    }

    @Test
    void unmapped_isOnlyForMappedAddresses() throws Exception {
        byte[] bytes = new byte[16];
        bytes[10] = -1;
        bytes[11] = -1;
        bytes[15] = 7;
        InetAddress mapped = java.net.Inet6Address.getByAddress("x", bytes, -1);
        bytes[0] = 1;
        InetAddress other = java.net.Inet6Address.getByAddress("x", bytes, -1);

        assertThat(Literal.unmapped(mapped).getAddress()).isEqualTo(Arrays.copyOfRange(bytes, 12, 16));
        assertThat(Literal.unmapped(other)).isSameAs(other);
    }
}
