package io.mortise.api.manifest;

/** What one host of {@link Permission.Http} allows of another. */
final class WebHosts {
    private WebHosts() {}

    /** Safe to be asked before a grant: what is not certain is not covered. */
    static boolean covers(String granted, String wanted) {
        return granted.equals(wanted)
                || (granted.equals("*") && !isLiteral(wanted))
                || (granted.startsWith("*.")
                        && wanted.endsWith(granted.substring(1))
                        && wanted.length() >= granted.length());
    }

    /** An IP address is no public host's name. */
    private static boolean isLiteral(String host) {
        return host.indexOf(':') >= 0 || host.matches("[0-9.]+");
    }
}
