package io.mortise.manager.internal.settings;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** Networks in CIDR form. */
public final class Cidr {
    /** Only literals reach the resolver, so that no name is ever looked up. */
    private static final Pattern LITERAL =
            Pattern.compile("([0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9a-fA-F:]*:[0-9a-fA-F:.]*)/([0-9]{1,3})");

    private Cidr() {}

    public static boolean isValid(String text) {
        if (!LITERAL.matcher(text).matches()) {
            return false;
        }
        int slash = text.indexOf('/');
        try {
            int bits = InetAddress.getByName(text.substring(0, slash)).getAddress().length * Byte.SIZE;
            return Integer.parseInt(text.substring(slash + 1)) <= bits;
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
