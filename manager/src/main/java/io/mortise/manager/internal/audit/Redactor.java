package io.mortise.manager.internal.audit;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Takes secrets out of text by their values, also where they are written in base64, percent-encoded or escaped for
 * JSON. Values shorter than four characters are left: they would match everywhere.
 */
public final class Redactor {
    /** What stands in a secret's place. */
    public static final String MARK = "[secret]";

    private static final int SHORTEST = 4;

    private final Object lock = new Object();
    private final Set<String> known = new LinkedHashSet<>();
    private volatile List<String> needles = List.of();

    /** Values to take out from now on; those known already are free. */
    public void learn(Collection<String> values) {
        for (String value : values) {
            learn(value);
        }
    }

    /** One value to take out from now on. */
    public void learn(String value) {
        if (value.length() < SHORTEST) {
            return;
        }
        synchronized (lock) {
            if (known.add(value)) {
                Set<String> all = new LinkedHashSet<>(needles);
                all.addAll(SecretForms.of(value));
                needles = all.stream()
                        // The longest first: a short form may be the beginning of a long one.
                        .sorted(Comparator.comparingInt(String::length).reversed())
                        .toList();
            }
        }
    }

    /** The text itself when nothing was found. */
    public String redact(String text) {
        String clean = text;
        for (String needle : needles) {
            if (clean.contains(needle)) {
                clean = clean.replace(needle, MARK);
            }
        }
        return clean;
    }
}
