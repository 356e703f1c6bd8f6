package io.mortise.manager.internal.settings;

import io.mortise.manager.internal.yaml.Quantity;
import java.time.Duration;
import java.util.Optional;

/** A range of durations as written: {@code 200ms..30s}. */
final class BackoffText {
    record Range(Duration first, Duration last) {}

    private BackoffText() {}

    static Optional<Range> parse(String text) {
        int dots = text.indexOf("..");
        if (dots < 0) {
            return Optional.empty();
        }
        return Quantity.duration(text.substring(0, dots))
                .flatMap(first -> Quantity.duration(text.substring(dots + 2)).map(last -> new Range(first, last)));
    }
}
