package io.quorate.tune;

import java.util.Arrays;

/**
 * The greedy choice of points whose hypervolume together is great: at least 1 - 1/e of the best choice's (Nemhauser 1978).
 * What a point adds can only shrink while the choice grows, so most are not computed again (Minoux 1978).
 */
final class HypervolumeSubset {
    private HypervolumeSubset() {}

    /** Ascending indices of the chosen points; equal ones go to the earlier. */
    static int[] choose(double[][] points, double[] reference, int count) {
        double[] gain = new double[points.length];
        int[] asOf = new int[points.length];
        for (int i = 0; i < points.length; i++) {
            gain[i] = Hypervolume.added(new double[0][], points[i], reference);
        }
        double[][] chosen = new double[0][];
        int[] picked = new int[count];
        boolean[] taken = new boolean[points.length];
        for (int n = 0; n < count; n++) {
            int best = best(gain, taken);
            while (asOf[best] < n) {
                gain[best] = Hypervolume.added(chosen, points[best], reference);
                asOf[best] = n;
                best = best(gain, taken);
            }
            picked[n] = best;
            taken[best] = true;
            chosen = Arrays.copyOf(chosen, n + 1);
            chosen[n] = points[best];
        }
        Arrays.sort(picked);
        return picked;
    }

    private static int best(double[] gain, boolean[] taken) {
        int best = -1;
        for (int i = 0; i < gain.length; i++) {
            if (!taken[i] && (best < 0 || gain[i] > gain[best])) {
                best = i;
            }
        }
        return best;
    }
}
