package io.mortise.host.http;

import java.util.List;

/** The host of a grant and what it takes: itself, {@code *.} labels, one {@code *} in a label, or {@code *}. */
record HostPattern(String text) {
    static final String ANY = "*";

    /**
     * True when this takes {@code host}: lower case, punycode, no trailing dot. A literal is taken only by itself, in
     * whatever form it is written.
     */
    boolean takes(String host) {
        var literal = Literal.parse(host);
        if (literal.isPresent()) {
            return literal.equals(Literal.parse(text));
        }
        if (text.equals(ANY) || text.equals(host)) {
            return true;
        }
        if (text.startsWith("*.")) {
            String suffix = text.substring(1);
            return suffix.indexOf('*') < 0 && host.endsWith(suffix) && host.length() > suffix.length();
        }
        return labelsMatch(List.of(text.split("\\.", -1)), List.of(host.split("\\.", -1)));
    }

    /** 2 = one host, 1 = a pattern, 0 = any: the secret of the most exact entry is the one that is sent. */
    int exactness() {
        return text.equals(ANY) ? 0 : text.indexOf('*') >= 0 ? 1 : 2;
    }

    private static boolean labelsMatch(List<String> pattern, List<String> labels) {
        if (pattern.size() != labels.size()) {
            return false;
        }
        for (int i = 0; i < labels.size(); i++) {
            if (!labelMatches(pattern.get(i), labels.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean labelMatches(String pattern, String label) {
        int star = pattern.indexOf('*');
        if (star < 0) {
            return pattern.equals(label);
        }
        String head = pattern.substring(0, star);
        String tail = pattern.substring(star + 1);
        return tail.indexOf('*') < 0
                && label.length() > head.length() + tail.length()
                && label.startsWith(head)
                && label.endsWith(tail);
    }
}
