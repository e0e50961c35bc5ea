package io.quorate.simulate;

import java.util.Arrays;

/** Every value. */
final class SortedValues implements Distribution {

    private final double[] sorted;

    /** Sorts the array in place and keeps it. */
    SortedValues(double[] values) {
        Arrays.parallelSort(values);
        sorted = values;
    }

    @Override
    public long count() {
        return sorted.length;
    }

    @Override
    public double atRank(long rank) {
        return sorted[(int) rank];
    }

    @Override
    public long countAtMost(double value) {
        int from = 0;
        int to = sorted.length;
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (sorted[middle] <= value) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }

    @Override
    public double sumOfLeast(long values) {
        ExactSum sum = new ExactSum();
        for (int i = 0; i < values; i++) {
            sum.add(sorted[i]);
        }
        return sum.mean(1);
    }

    @Override
    public boolean exact() {
        return true;
    }
}
