package io.mortise.host.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** Addresses written as text, in their one plain form only. */
final class Literal {
    private static final String OCTET = "(?:0|[1-9][0-9]{0,2})";
    private static final Pattern IPV4 = Pattern.compile(OCTET + "(?:\\." + OCTET + "){3}");
    private static final Pattern IPV6 = Pattern.compile("[0-9a-f:.]*:[0-9a-f:.]*", Pattern.CASE_INSENSITIVE);
    /** What the URL standard calls a host that ends in a number: decimal, octal and hexadecimal forms of IPv4. */
    private static final Pattern NUMERIC = Pattern.compile("(?:.*\\.)?(?:[0-9]+|0[xX][0-9a-fA-F]*)\\.?");

    private Literal() {}

    /** The address that a host is, an IPv4-mapped one as IPv4; empty for a name. Never asks a name server. */
    static Optional<InetAddress> parse(String host) {
        String plain = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        if (!IPV4.matcher(plain).matches() && !IPV6.matcher(plain).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(unmapped(InetAddress.getByName(plain)));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /** True for hosts that some resolvers take for an address and others for a name. */
    static boolean isAmbiguous(String host) {
        return NUMERIC.matcher(host).matches() && parse(host).isEmpty();
    }

    /** The IPv4 address inside an IPv4-mapped one ({@code ::ffff:10.0.0.5}); any other as it is. */
    static InetAddress unmapped(InetAddress address) throws UnknownHostException {
        byte[] bytes = address.getAddress();
        if (bytes.length != 16) {
            return address;
        }
        for (int i = 0; i < 10; i++) {
            if (bytes[i] != 0) {
                return address;
            }
        }
        boolean isMapped = bytes[10] == -1 && bytes[11] == -1;
        return isMapped ? InetAddress.getByAddress(Arrays.copyOfRange(bytes, 12, 16)) : address;
    }
}
