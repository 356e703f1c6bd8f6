package io.mortise.wasm.internal.extism;

/** A pattern of {@code allowed_hosts}: {@code *} any text, {@code ?} one character, {@code [a-z]} one of a set. */
record HostGlob(String pattern) {
    /** Backtracks to the last {@code *} only, so the time is at most the product of both lengths. */
    boolean matches(String host) {
        int p = 0;
        int h = 0;
        int star = -1;
        int from = 0;
        while (h < host.length()) {
            int end = p < pattern.length() ? oneAt(p, host.charAt(h)) : -1;
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                from = h;
            } else if (end >= 0) {
                p = end;
                h++;
            } else if (star >= 0) {
                p = star + 1;
                h = ++from;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }

    /** Where the pattern goes on after one that fits {@code c}; −1 when it does not fit. */
    private int oneAt(int at, char c) {
        char first = pattern.charAt(at);
        int close = pattern.indexOf(']', at + 1);
        if (first == '[' && close > at + 1) {
            return isIn(pattern.substring(at + 1, close), c) ? close + 1 : -1;
        }
        return first == '?' || Character.toLowerCase(first) == Character.toLowerCase(c) ? at + 1 : -1;
    }

    private static boolean isIn(String set, char c) {
        boolean isNegated = set.charAt(0) == '!' || set.charAt(0) == '^';
        boolean found = false;
        for (int i = isNegated ? 1 : 0; i < set.length(); i++) {
            if (i + 2 < set.length() && set.charAt(i + 1) == '-') {
                found |= set.charAt(i) <= c && c <= set.charAt(i + 2);
                i += 2;
            } else {
                found |= set.charAt(i) == c;
            }
        }
        return found != isNegated;
    }
}
