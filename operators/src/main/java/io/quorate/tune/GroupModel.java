package io.quorate.tune;

import io.quorate.random.CounterStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * The densities of the good trials and of the rest over one group of parameters, and the choice between candidates drawn
 * from the good.
 */
final class GroupModel {
    /**
     * Of the good, in trials. Where there are no trials good / rest is the ratio of the priors: with one weight for both it
     * would be that of the counts, about 10, and the search would be lured into every empty corner; with weights like the
     * counts it would be 1. The rest's prior lies between, by the root.
     */
    private static final double PRIOR_WEIGHT = 1;

    private final int[] indices;
    private final Dimension[] dimensions;
    private final ParzenEstimator good;
    private final List<double[]> rest = new ArrayList<>();
    private final double[] restWidths;
    private final int goodCount;
    private ParzenEstimator other;

    GroupModel(ParameterGroup group, List<Dimension> all, TrialSplit split) {
        indices = group.dimensions();
        dimensions = Arrays.stream(indices).mapToObj(all::get).toArray(Dimension[]::new);
        double[][] x = columns(split.good().stream().map(EncodedTrial::at).toList());
        double[] weights = split.weights();
        int trials = split.good().size() + split.rest().size();
        KernelWidths widths = new KernelWidths(dimensions, places(x), weights, trials);
        double[][] goodWidths = widths.good();
        good = new ParzenEstimator(kernels(x, goodWidths), weights, PRIOR_WEIGHT);
        goodCount = weights.length;
        restWidths = widths.rest(goodWidths);
        split.rest().forEach(t -> rest.add(t.at()));
        other = other();
    }

    /** Counts a trial of the same generation, whose result is not known, among the rest: a constant liar. */
    void add(double[] row) {
        if (!Double.isNaN(row[indices[0]])) {
            rest.add(row);
            other = other();
        }
    }

    /** Fills the group's coordinates of a row with the best of the candidates, if possible one that is not taken. */
    void suggest(double[] row, int candidates, CounterStream stream, Predicate<double[]> taken) {
        double most = Double.NEGATIVE_INFINITY;
        double[] best = new double[0];
        for (int c = 0; c < candidates; c++) {
            double[] x = good.draw(stream);
            fill(row, x);
            boolean free = !taken.test(row);
            double score = free ? good.logDensity(x) - other.logDensity(x) : Double.NEGATIVE_INFINITY;
            if (c == 0 || score > most) {
                most = score;
                best = x;
            }
        }
        fill(row, best);
    }

    private void fill(double[] row, double[] x) {
        for (int d = 0; d < indices.length; d++) {
            row[indices[d]] = x[d];
        }
    }

    private ParzenEstimator other() {
        double[][] x = columns(rest);
        double[][] widths = new double[x.length][rest.size()];
        for (int d = 0; d < x.length; d++) {
            Arrays.fill(widths[d], restWidths[d]);
        }
        double[] weights = new double[rest.size()];
        Arrays.fill(weights, 1);
        double ratio = weights.length / (double) Math.max(1, goodCount);
        return new ParzenEstimator(kernels(x, widths), weights, PRIOR_WEIGHT * StrictMath.sqrt(Math.max(1, ratio)));
    }

    private Kernels[] kernels(double[][] x, double[][] widths) {
        Kernels[] kernels = new Kernels[x.length];
        for (int d = 0; d < x.length; d++) {
            kernels[d] = dimensions[d].kernels(x[d], widths[d]);
        }
        return kernels;
    }

    private double[][] columns(List<double[]> rows) {
        double[][] x = new double[indices.length][rows.size()];
        for (int i = 0; i < rows.size(); i++) {
            for (int d = 0; d < x.length; d++) {
                x[d][i] = rows.get(i)[indices[d]];
            }
        }
        return x;
    }

    private double[][] places(double[][] x) {
        double[][] places = new double[x.length][];
        for (int d = 0; d < x.length; d++) {
            places[d] = Arrays.stream(x[d]).map(dimensions[d]::position).toArray();
        }
        return places;
    }
}
