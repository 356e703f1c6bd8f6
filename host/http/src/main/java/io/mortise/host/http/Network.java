package io.mortise.host.http;

import java.net.InetAddress;
import java.util.Optional;

/**
 * A network in CIDR form.
 *
 * @param bits of the prefix; all of them = one address
 */
record Network(InetAddress address, int bits) {
    /** {@code 10.0.0.0/8}, {@code fd00::/8}, or one address; empty for anything else. */
    static Optional<Network> parse(String text) {
        int slash = text.indexOf('/');
        return Literal.parse(slash < 0 ? text : text.substring(0, slash)).flatMap(address -> {
            int all = address.getAddress().length * 8;
            int bits = slash < 0 ? all : prefix(text.substring(slash + 1));
            return bits >= 0 && bits <= all ? Optional.of(new Network(address, bits)) : Optional.empty();
        });
    }

    /** One of the ranges written in this program. */
    static Network of(String text) {
        return parse(text).orElseThrow(() -> new IllegalArgumentException("no network: " + text));
    }

    boolean contains(InetAddress other) {
        byte[] mine = address.getAddress();
        byte[] its = other.getAddress();
        if (mine.length != its.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit += 8) {
            int mask = bits - bit >= 8 ? 0xFF : 0xFF << (8 - (bits - bit)) & 0xFF;
            if (((mine[bit / 8] ^ its[bit / 8]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }

    /** True when it is just this one address. */
    boolean names(InetAddress other) {
        return bits == address.getAddress().length * 8 && contains(other);
    }

    private static int prefix(String text) {
        return text.matches("[0-9]{1,3}") ? Integer.parseInt(text) : -1;
    }
}
