package io.mortise.host.http;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.SocketException;
import java.util.List;

/** What an address leads to; the words are for messages. IANA special-purpose registries of 2025 and cloud providers. */
enum AddressKind {
    PUBLIC("public"),
    PRIVATE("private"),
    OWN("this machine's own"),
    METADATA("cloud metadata");

    private static final List<Network> METADATA_ADDRESSES = networks(
            "169.254.169.254",
            "169.254.170.2",
            "169.254.170.23",
            "100.100.100.200",
            "168.63.129.16",
            "192.0.0.192",
            "fd00:ec2::254",
            "fd00:ec2::23",
            "fd20:ce::254");

    /** Loopback, private, link-local, shared, reserved, documentation, benchmarks, multicast. */
    private static final List<Network> SPECIAL = networks(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4",
            // Inside 2000::/3; all that is outside of it is special anyway. Teredo and ORCHID, documentation, 6to4.
            "2001::/23",
            "2001:db8::/32",
            "2002::/16",
            "3fff::/20");

    /** The only global unicast space: no loopback, mapped, compatible, NAT64, unique local, link-local, site-local. */
    private static final Network GLOBAL_IPV6 = Network.of("2000::/3");

    private final String words;

    AddressKind(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }

    /** @param address unmapped */
    static AddressKind of(InetAddress address, OwnAddresses own) throws SocketException {
        if (METADATA_ADDRESSES.stream().anyMatch(each -> each.contains(address))) {
            return METADATA;
        }
        if (SPECIAL.stream().anyMatch(each -> each.contains(address)) || !isGlobal(address)) {
            return PRIVATE;
        }
        return own.contains(address) ? OWN : PUBLIC;
    }

    private static boolean isGlobal(InetAddress address) {
        if (address instanceof Inet6Address six) {
            return six.getScopeId() == 0 && six.getScopedInterface() == null && GLOBAL_IPV6.contains(six);
        }
        return true;
    }

    private static List<Network> networks(String... texts) {
        return List.of(texts).stream().map(Network::of).toList();
    }
}
