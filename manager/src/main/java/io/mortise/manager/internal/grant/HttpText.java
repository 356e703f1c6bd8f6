package io.mortise.manager.internal.grant;

import io.mortise.api.error.ForeignText;
import io.mortise.api.manifest.Permission;
import io.mortise.manager.internal.manifest.HostPattern;
import io.mortise.manager.internal.settings.Cidr;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** Reads {@code HOST}, {@code HOST:PORT}, {@code HOST@10.0.0.0/8}: where requests may go, and where that may lead. */
final class HttpText {
    private HttpText() {}

    static Permission.Http parse(String value) throws PermissionText.Unreadable {
        String[] words = value.split("@", -1);
        Set<String> networks = new LinkedHashSet<>(Arrays.asList(words).subList(1, words.length));
        for (String network : networks) {
            if (!Cidr.isValid(network)) {
                throw new PermissionText.Unreadable(ForeignText.quote(network) + " is no network; write 10.0.0.0/8");
            }
        }
        // A URL is told to be one before its colon is taken for a port's.
        String host = words[0].indexOf('/') < 0 ? host(words[0]) : words[0];
        Optional<String> problem = HostPattern.problem(host);
        if (problem.isPresent()) {
            throw new PermissionText.Unreadable(problem.get());
        }
        return new Permission.Http(host, Set.of(), ports(words[0]), Optional.empty(), networks);
    }

    /** An IPv6 address has colons of its own; its port needs brackets around it. */
    private static String host(String text) {
        if (text.startsWith("[") && text.indexOf(']') > 0) {
            return text.substring(1, text.indexOf(']'));
        }
        int colon = portColon(text);
        return colon < 0 ? text : text.substring(0, colon);
    }

    private static Set<Integer> ports(String text) throws PermissionText.Unreadable {
        int colon = portColon(text);
        if (colon < 0) {
            return Set.of();
        }
        String port = text.substring(colon + 1);
        if (!port.matches("[0-9]{1,5}") || Integer.parseInt(port) < 1 || Integer.parseInt(port) > 65_535) {
            throw new PermissionText.Unreadable(ForeignText.quote(port) + " is no port; 1 to 65535");
        }
        return Set.of(Integer.parseInt(port));
    }

    private static int portColon(String text) {
        int bracket = text.indexOf(']');
        int colon = text.lastIndexOf(':');
        return colon > bracket && (bracket >= 0 || text.indexOf(':') == colon) ? colon : -1;
    }
}
