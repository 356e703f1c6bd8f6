package io.mortise.wasm;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Finds what a misspelt name may have meant. */
final class NearestNames {
    private static final int MAX = 3;

    private NearestNames() {}

    /** The nearest three. */
    static List<String> to(String name, Collection<String> known) {
        String bounded = name.substring(0, Math.min(name.length(), 128));
        return known.stream()
                .sorted(Comparator.<String>comparingInt(each -> distance(bounded, each))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(MAX)
                .toList();
    }

    /** Insertions, deletions and exchanges that make one the other. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int above = row[j];
                int exchange = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(exchange, 1 + Math.min(above, row[j - 1]));
                diagonal = above;
            }
        }
        return row[b.length()];
    }
}
