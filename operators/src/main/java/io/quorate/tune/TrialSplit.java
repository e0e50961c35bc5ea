package io.quorate.tune;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The good trials and the rest. Good are the first of: complete and feasible by value, or by non-domination rank with the
 * greatest hypervolume of the rank that does not fit; pruned by how far they came, then by their last value; infeasible by
 * violation. Failed trials are never good.
 *
 * @param good by number; weights beside them
 * @param weights of the good
 * @param rest by number
 */
@SuppressWarnings("ArrayRecordComponent")
record TrialSplit(List<EncodedTrial> good, double[] weights, List<EncodedTrial> rest) {
    private static final double LEAST_WEIGHT = 1e-3;
    private static final double MARGIN = 0.1;

    private static final Comparator<EncodedTrial> BY_NUMBER = Comparator.comparingInt(EncodedTrial::number);
    private static final Comparator<EncodedTrial> BY_VALUE =
            Comparator.<EncodedTrial>comparingDouble(t -> t.values()[0]).thenComparing(BY_NUMBER);
    private static final Comparator<EncodedTrial> BY_PROGRESS = Comparator.<EncodedTrial>comparingInt(
                    t -> -t.lastStep())
            .thenComparingDouble(EncodedTrial::lastValue)
            .thenComparing(BY_NUMBER);
    private static final Comparator<EncodedTrial> BY_VIOLATION =
            Comparator.comparingDouble(EncodedTrial::violation).thenComparing(BY_NUMBER);

    /** Trials in order of number; the number of good ones as in the definition of TPE. */
    static TrialSplit of(List<EncodedTrial> trials, int objectives) {
        List<EncodedTrial> feasible = new ArrayList<>();
        List<EncodedTrial> pruned = new ArrayList<>();
        List<EncodedTrial> infeasible = new ArrayList<>();
        for (EncodedTrial trial : trials) {
            if (trial.trial().state() == TrialState.FAILED) {
                continue;
            }
            boolean kept = trial.violation() == 0;
            (kept ? trial.complete() ? feasible : pruned : infeasible).add(trial);
        }
        int usable = feasible.size() + pruned.size() + infeasible.size();
        int count = (usable + 9) / 10;
        if (objectives == 1) {
            count = Math.min(count, 25);
        }
        List<EncodedTrial> good = best(feasible, Math.min(count, feasible.size()), objectives);
        pruned.sort(BY_PROGRESS);
        infeasible.sort(BY_VIOLATION);
        good.addAll(pruned.subList(0, Math.min(pruned.size(), count - good.size())));
        good.addAll(infeasible.subList(0, Math.min(infeasible.size(), count - good.size())));
        List<EncodedTrial> ranked = List.copyOf(good);
        good.sort(BY_NUMBER);
        Set<Integer> numbers = good.stream().map(EncodedTrial::number).collect(Collectors.toSet());
        List<EncodedTrial> rest =
                trials.stream().filter(t -> !numbers.contains(t.number())).toList();
        return new TrialSplit(good, weights(good, ranked, objectives), rest);
    }

    private static List<EncodedTrial> best(List<EncodedTrial> feasible, int count, int objectives) {
        if (objectives == 1) {
            return new ArrayList<>(
                    feasible.stream().sorted(BY_VALUE).limit(count).toList());
        }
        double[][] values = values(feasible);
        int[] left = ParetoFront.indices(values.length);
        List<EncodedTrial> best = new ArrayList<>();
        while (best.size() < count) {
            int[] front = ParetoFront.first(values, left);
            left = ParetoFront.without(left, front);
            int room = count - best.size();
            if (front.length > room) {
                double[][] points =
                        Arrays.stream(front).mapToObj(i -> values[i]).toArray(double[][]::new);
                int[] chosen = HypervolumeSubset.choose(points, reference(points), room);
                for (int i : chosen) {
                    best.add(feasible.get(front[i]));
                }
                break;
            }
            for (int i : front) {
                best.add(feasible.get(i));
            }
        }
        return best;
    }

    private static double[][] values(List<EncodedTrial> trials) {
        return trials.stream().map(EncodedTrial::values).toArray(double[][]::new);
    }

    /** Beyond the worst of each objective by a tenth of its range, so that the ends of a front count. */
    private static double[] reference(double[][] points) {
        double[] reference = new double[points[0].length];
        for (int d = 0; d < reference.length; d++) {
            double worst = Double.NEGATIVE_INFINITY;
            double best = Double.POSITIVE_INFINITY;
            for (double[] p : points) {
                worst = Math.max(worst, p[d]);
                best = Math.min(best, p[d]);
            }
            reference[d] = worst + (worst > best ? MARGIN * (worst - best) : 1);
        }
        return reference;
    }

    /**
     * One objective: falling with the rank from 2 to 0, so that the better of the good draw more candidates. Several: what a
     * trial adds to the hypervolume of the good, relative to the one that adds most; little for those not comparable.
     */
    private static double[] weights(List<EncodedTrial> good, List<EncodedTrial> ranked, int objectives) {
        double[] weights = new double[good.size()];
        if (objectives == 1) {
            for (int i = 0; i < weights.length; i++) {
                weights[i] = 2 - (2 * ranked.indexOf(good.get(i)) + 1.0) / weights.length;
            }
            return weights;
        }
        List<EncodedTrial> measured =
                good.stream().filter(t -> t.complete() && t.violation() == 0).toList();
        if (measured.isEmpty()) {
            Arrays.fill(weights, 1);
            return weights;
        }
        double[][] points = values(measured);
        double[] added = Hypervolume.contributions(points, reference(points));
        double most = Math.max(Arrays.stream(added).max().getAsDouble(), Double.MIN_NORMAL);
        int next = 0;
        for (int i = 0; i < weights.length; i++) {
            boolean counted = next < points.length && good.get(i) == measured.get(next);
            weights[i] = counted ? Math.max(LEAST_WEIGHT, added[next++] / most) : LEAST_WEIGHT;
        }
        return weights;
    }
}
