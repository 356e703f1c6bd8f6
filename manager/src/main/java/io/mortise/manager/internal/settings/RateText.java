package io.mortise.manager.internal.settings;

import io.mortise.manager.internal.yaml.Quantity;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Rates as written: {@code 1000/s}, {@code 5/10m}. */
final class RateText {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,9})/([0-9]{0,9})(ms|s|m|h)");

    private RateText() {}

    /** Empty when it is none, or allows nothing. */
    static Optional<Settings.Rate> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String many = matcher.group(2).isEmpty() ? "1" : matcher.group(2);
        return Quantity.duration(many + matcher.group(3))
                .map(span -> new Settings.Rate(Long.parseLong(matcher.group(1)), span))
                .filter(rate -> rate.count() > 0 && !rate.span().isZero());
    }
}
