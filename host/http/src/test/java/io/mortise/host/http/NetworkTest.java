package io.mortise.host.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {
    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.0.1, true",
        "10.0.0.0/8, 11.0.0.0, false",
        "172.16.0.0/12, 172.31.255.255, true",
        "172.16.0.0/12, 172.32.0.0, false",
        "10.0.0.5, 10.0.0.5, true",
        "10.0.0.5, 10.0.0.6, false",
        "0.0.0.0/0, 8.8.8.8, true",
        "0.0.0.0/0, ::1, false",
        "fd00::/8, fdff::1, true",
        "fd00::/8, fe00::1, false",
        "10.0.0.4/31, 10.0.0.5, true",
        "10.0.0.4/31, 10.0.0.6, false"
    })
    void contains_comparesThePrefix(String network, String address, boolean contained) throws Exception {
        assertThat(Network.of(network).contains(InetAddress.getByName(address))).isEqualTo(contained);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "internal/8", "10.0.0/8", "fd00::/129", ""})
    void parse_isEmpty_forWhatIsNoNetwork(String text) {
        assertThat(Network.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"169.254.169.254/32, true", "169.254.169.254, true", "169.254.169.254/31, false", "0.0.0.0/0, false"})
    void names_isTrue_forTheOneAddressOnly(String network, boolean named) throws Exception {
        assertThat(Network.of(network).names(InetAddress.getByName("169.254.169.254")))
                .isEqualTo(named);
    }
}
