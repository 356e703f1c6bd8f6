package io.mortise.manager.internal.yaml;

import java.time.Duration;
import java.util.Optional;

/** Durations and sizes in their bounds; a value of another form is the schema's to complain about. */
public final class Bounds {
    private Bounds() {}

    public static Optional<Problem> duration(YamlView value, Duration min, Duration max) {
        return value.duration()
                .filter(given -> given.compareTo(min) < 0 || given.compareTo(max) > 0)
                .map(given ->
                        value.problem(value.text("") + " is not in " + Quantity.text(min) + ".." + Quantity.text(max)));
    }

    public static Optional<Problem> size(YamlView value, long min, long max) {
        var given = value.size();
        if (given.isEmpty() || (given.getAsLong() >= min && given.getAsLong() <= max)) {
            return Optional.empty();
        }
        String written = value.text().orElseGet(() -> Quantity.text(given.getAsLong()));
        return Optional.of(value.problem(written + " is not in " + Quantity.text(min) + ".." + Quantity.text(max)));
    }
}
