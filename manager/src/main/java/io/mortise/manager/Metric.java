package io.mortise.manager;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One thing that is measured, with its values at one moment.
 *
 * @param name as OpenMetrics wants it, without suffix: {@code mortise_call_seconds}
 * @param help one sentence
 */
public record Metric(String name, Kind kind, String help, List<Sample> samples) {
    /** What the values mean. */
    public enum Kind {
        /** Only grows; its samples have the suffix {@code _total}. */
        COUNTER,
        /** Goes up and down; no suffix. */
        GAUGE,
        /** Suffixes {@code _bucket} (with the label {@code le}, cumulative), {@code _sum} and {@code _count}. */
        HISTOGRAM;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Metric {
        requireNonNull(name, "name");
        requireNonNull(kind, "kind");
        requireNonNull(help, "help");
        samples = List.copyOf(samples);
    }

    /**
     * One value.
     *
     * @param suffix of the metric's name
     * @param labels in their order
     */
    public record Sample(String suffix, Map<String, String> labels, double value) {
        public Sample {
            requireNonNull(suffix, "suffix");
            labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
        }

        static Sample of(String suffix, long value, String... namesAndValues) {
            return of(suffix, (double) value, namesAndValues);
        }

        static Sample of(String suffix, double value, String... namesAndValues) {
            Map<String, String> labels = new LinkedHashMap<>();
            for (int i = 0; i < namesAndValues.length; i += 2) {
                labels.put(namesAndValues[i], namesAndValues[i + 1]);
            }
            return new Sample(suffix, labels, value);
        }
    }
}
