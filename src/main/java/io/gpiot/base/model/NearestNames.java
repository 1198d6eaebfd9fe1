package io.gpiot.base.model;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Which known names a mistyped one may have meant. */
public final class NearestNames {

    private NearestNames() {}

    /** At most three of the names, the likeliest first. */
    public static List<String> of(String asked, Collection<String> known) {
        String wanted = asked.toLowerCase(Locale.ROOT);
        return known.stream()
                .distinct()
                .sorted(Comparator.comparingInt((String name) -> cost(wanted, name.toLowerCase(Locale.ROOT)))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(3)
                .toList();
    }

    /** A part of the name ("1.5b") is a better hint than an edit distance, which favours short names. */
    private static int cost(String wanted, String name) {
        int distance = editDistance(wanted, name);
        return name.contains(wanted) ? distance - name.length() : distance;
    }

    /** Levenshtein: d(i,j) = min(d(i-1,j) + 1, d(i,j-1) + 1, d(i-1,j-1) + [a_i != b_j]). */
    private static int editDistance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, Math.min(previous[j], row[j - 1]) + 1);
            }
            previous = row;
        }
        return previous[b.length()];
    }
}
