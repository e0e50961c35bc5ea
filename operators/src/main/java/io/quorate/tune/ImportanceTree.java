package io.quorate.tune;

import io.quorate.random.CounterStream;
import java.util.Arrays;

/** A regression tree over rows of coordinates, grown on a bootstrap sample; unordered dimensions split one against all. */
final class ImportanceTree {
    private static final int LEAST_LEAF = 3;
    private static final double SHARE_OF_DIMENSIONS = 0.7;

    private final double[][] rows;
    private final double[] values;
    private final boolean[] ordered;
    private final CounterStream stream;

    private int[] dimension = new int[16];
    private double[] threshold = new double[16];
    private int[] left = new int[16];
    private double[] mean = new double[16];
    private int nodes;

    ImportanceTree(double[][] rows, double[] values, boolean[] ordered, CounterStream stream) {
        this.rows = rows;
        this.values = values;
        this.ordered = ordered;
        this.stream = stream;
        int[] sample = new int[rows.length];
        for (int i = 0; i < sample.length; i++) {
            sample[i] = stream.nextInt(rows.length);
        }
        add();
        grow(0, sample);
    }

    double predict(double[] row) {
        int node = 0;
        while (dimension[node] >= 0) {
            node = left[node] + (goesLeft(row, dimension[node], threshold[node]) ? 0 : 1);
        }
        return mean[node];
    }

    private boolean goesLeft(double[] row, int d, double at) {
        return ordered[d] ? row[d] <= at : row[d] == at;
    }

    private int add() {
        if (nodes == mean.length) {
            dimension = Arrays.copyOf(dimension, 2 * nodes);
            threshold = Arrays.copyOf(threshold, 2 * nodes);
            left = Arrays.copyOf(left, 2 * nodes);
            mean = Arrays.copyOf(mean, 2 * nodes);
        }
        dimension[nodes] = -1;
        return nodes++;
    }

    private void grow(int node, int[] sample) {
        mean[node] = Arrays.stream(sample).mapToDouble(i -> values[i]).average().orElse(0);
        double gain = 0;
        for (int d = 0; d < ordered.length; d++) {
            boolean looked = stream.nextDouble() < SHARE_OF_DIMENSIONS;
            if (looked && sample.length >= 2 * LEAST_LEAF) {
                gain = split(node, d, sample, gain);
            }
        }
        if (dimension[node] < 0) {
            return;
        }
        int d = dimension[node];
        double at = threshold[node];
        int[] here = Arrays.stream(sample).filter(i -> goesLeft(rows[i], d, at)).toArray();
        int[] there =
                Arrays.stream(sample).filter(i -> !goesLeft(rows[i], d, at)).toArray();
        int first = add();
        int second = add();
        left[node] = first;
        grow(first, here);
        grow(second, there);
    }

    /** Keeps the split of a dimension that lessens the squares more than any before; returns by how much. */
    private double split(int node, int d, int[] sample, double gainSoFar) {
        long[] order = new long[sample.length];
        double[] keys = new double[sample.length];
        for (int i = 0; i < sample.length; i++) {
            keys[i] = rows[sample[i]][d];
            order[i] = i;
        }
        Integer[] sorted = Arrays.stream(order).mapToObj(i -> (int) i).toArray(Integer[]::new);
        Arrays.sort(sorted, (a, b) -> Double.compare(keys[a], keys[b]));
        double total = mean[node] * sample.length;
        double gain = gainSoFar;
        double sum = 0;
        int count = 0;
        for (int i = 0; i < sorted.length; i++) {
            sum += values[sample[sorted[i]]];
            count++;
            boolean last = i + 1 == sorted.length;
            if (!last && keys[sorted[i]] == keys[sorted[i + 1]]) {
                continue;
            }
            int rest = sample.length - count;
            if (count >= LEAST_LEAF && rest >= LEAST_LEAF) {
                double lessened =
                        sum * sum / count + (total - sum) * (total - sum) / rest - total * total / sample.length;
                if (lessened > gain) {
                    gain = lessened;
                    dimension[node] = d;
                    threshold[node] = ordered[d] ? 0.5 * (keys[sorted[i]] + keys[sorted[i + 1]]) : keys[sorted[i]];
                }
            }
            if (!ordered[d]) {
                sum = 0;
                count = 0;
            }
        }
        return gain;
    }
}
