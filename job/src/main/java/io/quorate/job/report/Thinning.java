package io.quorate.job.report;

import java.util.Arrays;

/**
 * Which points of a long series to draw: the first, the least, the greatest, the last and the first gap of each of equally
 * long stretches, so that the line looks the same and keeps its extremes. The same series gives the same points.
 */
final class Thinning {
    /** Points that a line keeps at most. */
    static final int MOST = 4_000;

    private Thinning() {}

    /** Indices to draw, ascending; all of them up to {@link #MOST}. */
    static int[] line(double[] values) {
        int n = values.length;
        if (n <= MOST) {
            return all(n);
        }
        int stretches = MOST / 5;
        int[] kept = new int[MOST];
        int size = 0;
        for (int s = 0; s < stretches; s++) {
            int from = (int) ((long) n * s / stretches);
            int to = (int) ((long) n * (s + 1) / stretches);
            int least = from;
            int greatest = from;
            int gap = from;
            for (int i = to - 1; i >= from; i--) {
                if (Double.isNaN(values[i])) {
                    gap = i;
                } else {
                    least = !(values[least] < values[i]) ? i : least;
                    greatest = !(values[greatest] > values[i]) ? i : greatest;
                }
            }
            int[] five = {from, least, greatest, gap, to - 1};
            Arrays.sort(five);
            for (int i = 0; i < five.length; i++) {
                if (i == 0 || five[i] != five[i - 1]) {
                    kept[size++] = five[i];
                }
            }
        }
        return Arrays.copyOf(kept, size);
    }

    /** Evenly spread indices of so many, at most {@code most}; first and last are among them. */
    static int[] evenly(int n, int most) {
        if (n <= most) {
            return all(n);
        }
        int[] kept = new int[most];
        for (int i = 0; i < most; i++) {
            kept[i] = (int) ((long) (n - 1) * i / (most - 1));
        }
        return kept;
    }

    private static int[] all(int n) {
        int[] all = new int[n];
        Arrays.setAll(all, i -> i);
        return all;
    }
}
