package io.mortise.manager.internal.manifest;

import io.mortise.api.error.ForeignText;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which hosts an http permission may name: exact, {@code *.} before labels, one {@code *} in a label, {@code *}, an IP. */
public final class HostPattern {
    private static final Pattern LABEL = Pattern.compile("[a-z0-9_]*([a-z0-9_-]*\\*?[a-z0-9_-]*)[a-z0-9_]*");
    private static final Pattern IPV6 = Pattern.compile("\\[?[0-9a-fA-F:.]*:[0-9a-fA-F:.]*]?");

    private HostPattern() {}

    /** What is wrong with {@code host}; empty when nothing is. */
    public static Optional<String> problem(String host) {
        String shown = ForeignText.quote(host);
        if (host.contains("/") || host.contains("@")) {
            return Optional.of(shown + " is a URL; write the host alone, such as api.example.com");
        }
        if (host.equals("*") || IPV6.matcher(host).matches()) {
            return Optional.empty();
        }
        if (host.contains(":")) {
            return Optional.of(shown + " has a port; write it under ports");
        }
        for (String label : host.toLowerCase(java.util.Locale.ROOT).split("\\.", -1)) {
            if (label.isEmpty() || label.length() > 63 || !LABEL.matcher(label).matches() || label.startsWith("-")) {
                return Optional.of(shown + " is not a host: letters, digits, - and at most one * in each label");
            }
        }
        return host.endsWith("*")
                ? Optional.of(shown + " would match every ending; a * stands before or inside labels of a domain")
                : Optional.empty();
    }
}
