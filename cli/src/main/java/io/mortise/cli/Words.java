package io.mortise.cli;

import io.mortise.cli.link.View;
import io.mortise.cli.screen.Style;
import io.mortise.cli.screen.Table;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** How values of a status read. */
final class Words {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

    private Words() {}

    /** {@code awaiting grant}, with the colour of how good that is. */
    static Table.Cell state(String state) {
        return new Table.Cell(lower(state), style(state));
    }

    static String lower(String constant) {
        return constant.toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    static Style style(String state) {
        return switch (state) {
            case "RUNNING" -> Style.GREEN;
            case "INVALID", "FAILED", "QUARANTINED", "UNRESOLVED" -> Style.RED;
            case "AWAITING_GRANT", "BACKOFF", "DEGRADED", "DRAINING" -> Style.YELLOW;
            case "DISABLED", "STOPPED", "IDLE" -> Style.DIM;
            default -> Style.PLAIN;
        };
    }

    /** {@code 850 us}, {@code 12 ms}, {@code 1.4 s}. */
    static String micros(long micros) {
        if (micros < 1_000) {
            return micros + " us";
        }
        if (micros < 1_000_000) {
            return micros < 10_000 ? String.format(Locale.ROOT, "%.1f ms", micros / 1_000.0) : micros / 1_000 + " ms";
        }
        return String.format(Locale.ROOT, "%.1f s", micros / 1_000_000.0);
    }

    /** What the granted permissions allow, for people. */
    static String may(View status) {
        List<View> granted = status.views("granted");
        return granted.isEmpty()
                ? "nothing beyond computing"
                : granted.stream().map(each -> each.text("words")).collect(Collectors.joining("; "));
    }

    /** The time of day here. */
    static String clock(String instant) {
        return instant.isEmpty() ? "" : CLOCK.format(Instant.parse(instant).atZone(ZoneId.systemDefault()));
    }

    /** Day and time, to the second. */
    static String moment(String instant) {
        return instant.isEmpty()
                ? ""
                : Instant.parse(instant).truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** {@code 5 s}, {@code 12 min}, {@code 3 h}, {@code 4 d}: how long ago. */
    static String ago(String instant, Instant now) {
        if (instant.isEmpty()) {
            return "";
        }
        long seconds = Math.max(0, Duration.between(Instant.parse(instant), now).toSeconds());
        if (seconds < 120) {
            return seconds + " s";
        }
        if (seconds < 7_200) {
            return seconds / 60 + " min";
        }
        return seconds < 172_800 ? seconds / 3_600 + " h" : seconds / 86_400 + " d";
    }
}
