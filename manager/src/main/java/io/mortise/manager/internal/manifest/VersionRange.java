package io.mortise.manager.internal.manifest;

import java.util.Optional;
import java.util.regex.Pattern;
import org.semver4j.Semver;
import org.semver4j.range.RangeList;
import org.semver4j.range.RangeListFactory;

/** A range of versions as npm writes them: {@code ^2.1}, {@code >=0.3 <0.6}, {@code 1.x || 2.x}. */
public final class VersionRange {
    private static final int MAX_LENGTH = 256;
    private static final String PART = "(0|[1-9][0-9]{0,8}|[xX*])";
    private static final String LABELS = "[0-9A-Za-z-]+(\\.[0-9A-Za-z-]+)*";
    private static final String VERSION =
            "v?" + PART + "(\\." + PART + "(\\." + PART + "(-" + LABELS + ")?(\\+" + LABELS + ")?)?)?";
    private static final String COMPARATOR = "(\\^|~|>=|<=|>|<|=)?" + " ?" + VERSION;
    private static final Pattern SET =
            Pattern.compile(VERSION + " - " + VERSION + "|" + COMPARATOR + "( " + COMPARATOR + "){0,15}");

    private final String text;
    private final RangeList ranges;

    private VersionRange(String text, RangeList ranges) {
        this.text = text;
        this.ranges = ranges;
    }

    /** Empty when it is no range, or longer than 256 characters. */
    public static Optional<VersionRange> parse(String text) {
        if (text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        for (String set : text.split("\\|\\|", -1)) {
            if (!SET.matcher(set.strip().replaceAll(" +", " ")).matches()) {
                return Optional.empty();
            }
        }
        return Optional.of(new VersionRange(text, RangeListFactory.create(text)));
    }

    /** True when a version lies inside; one that is no SemVer never does. */
    public boolean covers(String version) {
        Semver parsed = Semver.parse(version);
        return parsed != null && ranges.isSatisfiedBy(parsed);
    }

    /** True when {@code version} comes before {@code floor}; what is no SemVer is below everything. */
    public static boolean isBelow(String version, String floor) {
        Semver parsed = Semver.parse(version);
        Semver least = Semver.parse(floor);
        return parsed == null || (least != null && parsed.compareTo(least) < 0);
    }

    /** As written. */
    @Override
    public String toString() {
        return text;
    }
}
