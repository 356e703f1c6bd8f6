package io.mortise.manager.internal.config;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Set;

/**
 * The configuration a generation starts with.
 *
 * @param json a UTF-8 JSON object, references resolved, defaults applied, valid; handed over, do not change
 * @param lines one for each top-level key, for {@code explain}
 * @param secretPlaces JSON pointers of what was put in for a reference
 * @param secretValues texts that must be redacted by value wherever they appear
 */
public record EffectiveConfig(byte[] json, List<Line> lines, List<String> secretPlaces, Set<String> secretValues) {
    /**
     * One top-level key.
     *
     * @param shown its value as JSON text, secrets as {@code "***"}
     * @param from the layer, or {@code default of config_schema}
     */
    public record Line(String key, String shown, String from) {}

    public EffectiveConfig {
        requireNonNull(json, "json");
        lines = List.copyOf(lines);
        secretPlaces = List.copyOf(secretPlaces);
        secretValues = Set.copyOf(secretValues);
    }

    /** Never the values: they may be secret. */
    @Override
    public String toString() {
        return "EffectiveConfig" + lines;
    }
}
