package io.mortise.manager.internal.gate;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/** Reads what is shown of a URL; the guard in the service decides about it with a parser of its own. */
final class UrlHost {
    private UrlHost() {}

    /** The host of {@code METHOD url}, for the command that would grant it; {@code HOST} where there is none to see. */
    static String of(String target) {
        try {
            String host = new URI(target.substring(target.indexOf(' ') + 1)).getHost();
            return host == null ? "HOST" : host.toLowerCase(Locale.ROOT);
        } catch (URISyntaxException e) {
            return "HOST";
        }
    }

    /** {@code METHOD url} without query, fragment and user info: those hold secrets. */
    static String target(String method, String url) {
        int end = url.length();
        for (int i = 0; i < url.length(); i++) {
            if (url.charAt(i) == '?' || url.charAt(i) == '#') {
                end = i;
                break;
            }
        }
        String bare = url.substring(0, end);
        int authority = bare.indexOf("://");
        int path = bare.indexOf('/', authority < 0 ? 0 : authority + 3);
        int user = bare.lastIndexOf('@', path < 0 ? bare.length() : path);
        return method
                + ' '
                + (authority >= 0 && user > authority
                        ? bare.substring(0, authority + 3) + bare.substring(user + 1)
                        : bare);
    }
}
