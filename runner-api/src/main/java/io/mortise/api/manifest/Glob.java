package io.mortise.api.manifest;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A pattern over names of segments parted by dots. {@code *} stands for any characters of one segment, at most one in a
 * segment; a pattern that ends with {@code .*} also takes longer names; {@code *} alone takes all.
 */
public final class Glob {
    private final String pattern;
    private final List<String> segments;

    private Glob(String pattern) {
        this.pattern = pattern;
        this.segments = List.of(pattern.split("\\.", -1));
    }

    public static Glob of(String pattern) {
        return new Glob(requireNonNull(pattern, "pattern"));
    }

    /** True when every segment has at most one star and none is empty. */
    public static boolean isValid(String pattern) {
        return !pattern.isEmpty()
                && pattern.length() <= 256
                && List.of(pattern.split("\\.", -1)).stream()
                        .allMatch(segment -> !segment.isEmpty() && segment.indexOf('*') == segment.lastIndexOf('*'));
    }

    public boolean matches(String name) {
        if (pattern.equals("*") || pattern.equals(name)) {
            return true;
        }
        List<String> parts = List.of(name.split("\\.", -1));
        boolean open = pattern.endsWith(".*");
        if (open ? parts.size() < segments.size() : parts.size() != segments.size()) {
            return false;
        }
        for (int i = 0; i < segments.size(); i++) {
            if (!segmentMatches(segments.get(i), parts.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** True when every name {@code other} takes is taken here too. Conservative: equal, all, or an open prefix. */
    public boolean covers(String other) {
        return pattern.equals("*")
                || pattern.equals(other)
                || (other.indexOf('*') < 0 ? matches(other) : coversPattern(other));
    }

    private boolean coversPattern(String other) {
        return pattern.endsWith(".*")
                && pattern.indexOf('*') == pattern.length() - 1
                && other.startsWith(pattern.substring(0, pattern.length() - 1));
    }

    private static boolean segmentMatches(String pattern, String part) {
        int star = pattern.indexOf('*');
        if (star < 0) {
            return pattern.equals(part);
        }
        String head = pattern.substring(0, star);
        String tail = pattern.substring(star + 1);
        return part.length() >= head.length() + tail.length() && part.startsWith(head) && part.endsWith(tail);
    }

    @Override
    public String toString() {
        return pattern;
    }
}
