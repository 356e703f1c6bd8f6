package io.mortise.manager.internal.json;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds what someone may have meant. */
public final class NearestName {
    private NearestName() {}

    /** The known name with the fewest changed letters; empty when none is similar. Ties go to the first in order. */
    public static Optional<String> of(String written, Collection<String> known) {
        int tolerance = Math.max(1, Math.min(3, written.length() / 2));
        return known.stream()
                .filter(each -> Math.abs(each.length() - written.length()) <= tolerance)
                .filter(each -> distance(written, each) <= tolerance)
                .min(Comparator.comparingInt((String each) -> distance(written, each))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** Inserted, removed, replaced and neighbouring swapped letters. */
    private static int distance(String a, String b) {
        int[] before = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int cost = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(Math.min(row[j - 1], last[j]) + 1, last[j - 1] + cost);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    row[j] = Math.min(row[j], before[j - 2] + 1);
                }
            }
            before = last;
            last = row;
        }
        return last[b.length()];
    }
}
