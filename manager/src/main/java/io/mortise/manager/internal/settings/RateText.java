package io.mortise.manager.internal.settings;

import io.mortise.manager.internal.yaml.Quantity;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Rates as written: {@code 1000/s}, {@code 5/10m}; of time {@code 30s/1m}, of bytes {@code 64MiB/1m}. */
final class RateText {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,9}[A-Za-z]{0,3})/([0-9]{0,9})(ms|s|m|h)");

    private RateText() {}

    /** Empty when it is none, or allows nothing. */
    static Optional<Settings.Rate> parse(String text) {
        return parse(text, count -> count.matches("[0-9]+") ? Optional.of(Long.parseLong(count)) : Optional.empty());
    }

    /** The same of time, in nanoseconds. */
    static Optional<Settings.Rate> parseTime(String text) {
        return parse(text, time -> Quantity.duration(time).map(Duration::toNanos));
    }

    /** The same of bytes. */
    static Optional<Settings.Rate> parseSize(String text) {
        return parse(text, size -> {
            OptionalLong bytes = Quantity.size(size);
            return bytes.isPresent() ? Optional.of(bytes.getAsLong()) : Optional.empty();
        });
    }

    private static Optional<Settings.Rate> parse(String text, Function<String, Optional<Long>> amount) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String many = matcher.group(2).isEmpty() ? "1" : matcher.group(2);
        Optional<Long> count = amount.apply(matcher.group(1));
        return Quantity.duration(many + matcher.group(3))
                .flatMap(span -> count.map(each -> new Settings.Rate(each, span)))
                .filter(rate -> rate.count() > 0 && !rate.span().isZero());
    }
}
