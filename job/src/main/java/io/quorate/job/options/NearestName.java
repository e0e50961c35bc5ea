package io.quorate.job.options;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** The known name closest to a mistyped one, by edit distance. */
public final class NearestName {
    private NearestName() {}

    /** The closest of {@code known}, the first of equals; null when none is near enough to be meant. */
    public static @Nullable String of(String typed, Collection<String> known) {
        String best = null;
        int bestDistance = Math.max(2, typed.length() / 3) + 1;
        for (String name : known) {
            int distance = distance(typed, name);
            boolean sameEnd = name.endsWith("." + typed);
            if (sameEnd || distance < bestDistance) {
                best = name;
                bestDistance = sameEnd ? 0 : distance;
            }
        }
        return best;
    }

    /** Levenshtein distance with adjacent transpositions as one edit. */
    static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                d[i][j] = i == 0 || j == 0 ? i + j : step(d, a, b, i, j);
            }
        }
        return d[a.length()][b.length()];
    }

    private static int step(int[][] d, String a, String b, int i, int j) {
        boolean same = a.charAt(i - 1) == b.charAt(j - 1);
        int best = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + (same ? 0 : 1));
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(best, d[i - 2][j - 2] + 1) : best;
    }
}
