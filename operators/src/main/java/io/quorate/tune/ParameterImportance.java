package io.quorate.tune;

import io.quorate.random.CounterStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How much of what an objective varies over the space each parameter explains alone: functional ANOVA (Hutter, Hoos,
 * Leyton-Brown 2014) of a random forest fitted to the told trials, by averages over points drawn from the whole space. The
 * shares add up to at most about 1; what lacks is interaction. A conditional parameter counts with the part of the space in
 * which it is active.
 */
public final class ParameterImportance {
    private static final int LEAST_TRIALS = 20;
    private static final int TREES = 48;
    private static final int POINTS = 4_096;
    private static final int BINS = 12;
    private static final long SEED = 0x1A2B3C4DL;

    private ParameterImportance() {}

    /** Shares by parameter, greatest first; empty with fewer than 20 complete trials or when all have one value. */
    public static Map<String, Double> of(ParameterSpace space, List<FinishedTrial> told, int objective) {
        SearchSpace search = new SearchSpace(space);
        List<FinishedTrial> complete = told.stream()
                .filter(t -> t.state() == TrialState.COMPLETE)
                .sorted(Comparator.comparingInt(FinishedTrial::number))
                .toList();
        double[] values =
                complete.stream().mapToDouble(t -> t.values()[objective]).toArray();
        if (values.length < LEAST_TRIALS || Arrays.stream(values).allMatch(v -> v == values[0])) {
            return Map.of();
        }
        boolean[] ordered = new boolean[search.dimensions().size()];
        for (int d = 0; d < ordered.length; d++) {
            ordered[d] = search.dimensions().get(d).ordered();
        }
        double[][] rows = complete.stream()
                .map(t ->
                        features(search, EncodedTrial.of(t, search.dimensions()).at()))
                .toArray(double[][]::new);
        List<ImportanceTree> forest = new ArrayList<>();
        for (int tree = 0; tree < TREES; tree++) {
            forest.add(new ImportanceTree(rows, values, ordered, new CounterStream(SEED, tree)));
        }
        return shares(search, ordered, forest);
    }

    private static Map<String, Double> shares(SearchSpace search, boolean[] ordered, List<ImportanceTree> forest) {
        double[][] points = new double[POINTS][];
        double[] predicted = new double[POINTS];
        for (int i = 0; i < POINTS; i++) {
            points[i] = features(search, search.random(new CounterStream(SEED + 1, i)));
            for (ImportanceTree tree : forest) {
                predicted[i] += tree.predict(points[i]) / TREES;
            }
        }
        double total = variance(predicted);
        Map<String, Double> shares = new LinkedHashMap<>();
        for (int d = 0; d < ordered.length; d++) {
            int at = d;
            int bins = ordered[d] ? BINS : (int) search.dimensions().get(d).levels();
            double explained = total == 0 ? 0 : between(points, predicted, at, bins, ordered[d]) / total;
            shares.put(search.dimensions().get(d).parameter().name(), explained);
        }
        Map<String, Double> sorted = new LinkedHashMap<>();
        shares.entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                .forEach(e -> sorted.put(e.getKey(), e.getValue()));
        return sorted;
    }

    /**
     * Variance of the averages per bin among the points that have the parameter, times their share of all points, less what
     * averages of finitely many points vary by chance.
     */
    private static double between(double[][] points, double[] predicted, int d, int bins, boolean ordered) {
        double[] sum = new double[bins];
        double[] squares = new double[bins];
        int[] count = new int[bins];
        int active = 0;
        double all = 0;
        for (int i = 0; i < points.length; i++) {
            if (points[i][d] < 0) {
                continue;
            }
            int bin = ordered ? Math.min(bins - 1, (int) (points[i][d] * bins)) : (int) points[i][d];
            sum[bin] += predicted[i];
            squares[bin] += predicted[i] * predicted[i];
            count[bin]++;
            active++;
            all += predicted[i];
        }
        if (active == 0) {
            return 0;
        }
        double mean = all / active;
        double between = 0;
        double within = 0;
        int used = 0;
        for (int b = 0; b < bins; b++) {
            if (count[b] > 0) {
                double average = sum[b] / count[b];
                between += count[b] * (average - mean) * (average - mean);
                within += squares[b] - count[b] * average * average;
                used++;
            }
        }
        double chance = active > used ? (used - 1) * Math.max(0, within) / (active - used) : 0;
        return Math.max(0, between - chance) / points.length;
    }

    /** Places in [0, 1] of ordered dimensions, indices of others, -1 where not active. */
    private static double[] features(SearchSpace search, double[] row) {
        double[] features = new double[row.length];
        for (int d = 0; d < row.length; d++) {
            features[d] = Double.isNaN(row[d]) ? -1 : search.dimensions().get(d).position(row[d]);
        }
        return features;
    }

    private static double variance(double[] x) {
        double mean = 0;
        for (double v : x) {
            mean += v / x.length;
        }
        double squares = 0;
        for (double v : x) {
            squares += (v - mean) * (v - mean);
        }
        return squares / x.length;
    }
}
