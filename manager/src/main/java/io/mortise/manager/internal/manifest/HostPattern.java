package io.mortise.manager.internal.manifest;

import io.mortise.api.error.ForeignText;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which hosts an http permission may name: exact, {@code *.} before labels, one {@code *} in a label, {@code *}, an IP. */
public final class HostPattern {
    private static final Pattern LABEL = Pattern.compile("[a-z0-9_*]([a-z0-9_*-]{0,61}[a-z0-9_*])?");
    private static final Pattern NUMERIC = Pattern.compile("[0-9]+|0x[0-9a-f]*");
    private static final Pattern OCTET = Pattern.compile("0|[1-9][0-9]{0,2}");
    private static final Pattern IPV6 = Pattern.compile("[0-9a-f:.]*:[0-9a-f:.]*");

    private HostPattern() {}

    /** What is wrong with {@code host}; empty when nothing is. */
    public static Optional<String> problem(String host) {
        return wrong(host.toLowerCase(Locale.ROOT)).map(text -> ForeignText.quote(host) + ' ' + text);
    }

    private static Optional<String> wrong(String host) {
        if (host.contains("/") || host.contains("@")) {
            return Optional.of("is a URL; write the host alone, such as api.example.com");
        }
        if (host.startsWith("[")) {
            return Optional.of("has brackets; write an IPv6 address without");
        }
        if (host.equals("*") || isIpv6(host)) {
            return Optional.empty();
        }
        if (host.indexOf(':') != host.lastIndexOf(':')) {
            return Optional.of("is no IPv6 address");
        }
        if (host.contains(":")) {
            return Optional.of("has a port; write it under ports");
        }
        return wrongLabels(List.of(host.split("\\.", -1)));
    }

    private static Optional<String> wrongLabels(List<String> labels) {
        for (String label : labels) {
            if (!LABEL.matcher(label).matches() || label.indexOf('*') != label.lastIndexOf('*')) {
                return Optional.of("is not a host: letters, digits, - and at most one * in each label");
            }
        }
        String last = labels.get(labels.size() - 1);
        if (last.contains("*")) {
            return Optional.of("would match every ending; a * stands before or inside labels of a domain");
        }
        return NUMERIC.matcher(last).matches() && !isIpv4(labels)
                ? Optional.of("is a number, not a host; write an address as four parts such as 10.0.0.5")
                : Optional.empty();
    }

    /** The one spelling that everything reads alike: no octal, no hexadecimal, no missing parts. */
    private static boolean isIpv4(List<String> labels) {
        return labels.size() == 4
                && labels.stream().allMatch(part -> OCTET.matcher(part).matches() && Integer.parseInt(part) <= 255);
    }

    private static boolean isIpv6(String host) {
        if (!IPV6.matcher(host).matches()) {
            return false;
        }
        try {
            return InetAddress.getByName(host) != null; // a literal with a colon is never looked up
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
