package io.mortise.manager.internal.yaml;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations {@code 200ms 5s 1m 2h} and sizes {@code 64KiB 64MiB 64MB}, read and written. */
public final class Quantity {
    private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(ms|s|m|h)");
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,9})(B|KiB|MiB|GiB|KB|MB|GB)");
    private static final Map<String, Long> MILLIS = Map.of("ms", 1L, "s", 1_000L, "m", 60_000L, "h", 3_600_000L);
    private static final Map<String, Long> BYTES = Map.of(
            "B",
            1L,
            "KiB",
            1L << 10,
            "MiB",
            1L << 20,
            "GiB",
            1L << 30,
            "KB",
            1_000L,
            "MB",
            1_000_000L,
            "GB",
            1_000_000_000L);

    private Quantity() {}

    public static Optional<Duration> duration(String text) {
        Matcher matcher = DURATION.matcher(text);
        return matcher.matches()
                ? Optional.of(Duration.ofMillis(Long.parseLong(matcher.group(1)) * unit(MILLIS, matcher.group(2))))
                : Optional.empty();
    }

    /** In bytes. */
    public static OptionalLong size(String text) {
        Matcher matcher = SIZE.matcher(text);
        return matcher.matches()
                ? OptionalLong.of(Long.parseLong(matcher.group(1)) * unit(BYTES, matcher.group(2)))
                : OptionalLong.empty();
    }

    /** In the largest unit that leaves a whole number. */
    public static String text(Duration value) {
        long millis = value.toMillis();
        for (String unit : new String[] {"h", "m", "s"}) {
            if (millis > 0 && millis % unit(MILLIS, unit) == 0) {
                return millis / unit(MILLIS, unit) + unit;
            }
        }
        return millis + "ms";
    }

    /** In the largest binary unit that leaves a whole number. */
    public static String text(long bytes) {
        for (String unit : new String[] {"GiB", "MiB", "KiB"}) {
            if (bytes > 0 && bytes % unit(BYTES, unit) == 0) {
                return bytes / unit(BYTES, unit) + unit;
            }
        }
        return bytes + "B";
    }

    private static long unit(Map<String, Long> units, String name) {
        return units.getOrDefault(name, 1L);
    }
}
