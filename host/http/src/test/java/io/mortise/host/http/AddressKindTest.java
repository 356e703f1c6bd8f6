package io.mortise.host.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressKindTest {
    @ParameterizedTest
    @CsvSource({
        "8.8.8.8, PUBLIC",
        "1.1.1.1, PUBLIC",
        "172.15.255.255, PUBLIC",
        "172.32.0.0, PUBLIC",
        "100.63.255.255, PUBLIC",
        "100.128.0.0, PUBLIC",
        "192.0.1.0, PUBLIC",
        "223.255.255.255, PUBLIC",
        "2606:4700:4700::1111, PUBLIC",
        "2a00:1450:4001::1, PUBLIC",
        "0.0.0.0, PRIVATE",
        "0.1.2.3, PRIVATE",
        "10.0.0.0, PRIVATE",
        "10.255.255.255, PRIVATE",
        "100.64.0.1, PRIVATE",
        "100.127.255.255, PRIVATE",
        "127.0.0.1, PRIVATE",
        "127.255.255.254, PRIVATE",
        "169.254.0.1, PRIVATE",
        "172.16.0.0, PRIVATE",
        "172.31.255.255, PRIVATE",
        "192.0.0.1, PRIVATE",
        "192.0.2.1, PRIVATE",
        "192.88.99.1, PRIVATE",
        "192.168.1.1, PRIVATE",
        "198.18.0.1, PRIVATE",
        "198.19.255.255, PRIVATE",
        "198.51.100.1, PRIVATE",
        "203.0.113.1, PRIVATE",
        "224.0.0.1, PRIVATE",
        "239.255.255.255, PRIVATE",
        "240.0.0.1, PRIVATE",
        "255.255.255.255, PRIVATE",
        "::, PRIVATE",
        "::1, PRIVATE",
        "::7f00:1, PRIVATE",
        "64:ff9b::a00:1, PRIVATE",
        "64:ff9b:1::1, PRIVATE",
        "100::1, PRIVATE",
        "2001::1, PRIVATE",
        "2001:10::1, PRIVATE",
        "2001:db8::1, PRIVATE",
        "2002:a00:1::1, PRIVATE",
        "3fff::1, PRIVATE",
        "5f00::1, PRIVATE",
        "fc00::1, PRIVATE",
        "fdff::1, PRIVATE",
        "fe80::1, PRIVATE",
        "fec0::1, PRIVATE",
        "ff02::1, PRIVATE",
        "169.254.169.254, METADATA",
        "169.254.170.2, METADATA",
        "100.100.100.200, METADATA",
        "168.63.129.16, METADATA",
        "192.0.0.192, METADATA",
        "fd00:ec2::254, METADATA",
        "fd20:ce::254, METADATA",
    })
    void kind_followsTheRegistries(String address, AddressKind kind) throws Exception {
        assertThat(AddressKind.of(InetAddress.getByName(address), other -> false))
                .isEqualTo(kind);
    }

    @Test
    void kind_isPrivate_whenAGlobalAddressIsScoped() throws Exception {
        Inet6Address scoped =
                Inet6Address.getByAddress("", InetAddress.getByName("2a00::1").getAddress(), 2);

        assertThat(AddressKind.of(scoped, other -> false)).isEqualTo(AddressKind.PRIVATE);
    }

    @Test
    void kind_isOwn_whenAnInterfaceOfThisMachineHasIt() throws Exception {
        InetAddress publicOne = InetAddress.getByName("8.8.8.8");

        assertThat(AddressKind.of(publicOne, publicOne::equals)).isEqualTo(AddressKind.OWN);
    }

    @Test
    void ownAddresses_areThoseOfTheInterfaces() throws Exception {
        OwnAddresses own = OwnAddresses.ofInterfaces();

        for (NetworkInterface each : Collections.list(NetworkInterface.getNetworkInterfaces())) {
            for (InetAddress address : Collections.list(each.getInetAddresses())) {
                assertThat(own.contains(address)).as(address.toString()).isTrue();
            }
        }
        assertThat(own.contains(InetAddress.getByName("8.8.8.8"))).isFalse();
    }
}
