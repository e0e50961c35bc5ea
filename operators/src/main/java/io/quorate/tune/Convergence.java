package io.quorate.tune;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Says when a search has stopped getting better: over the last trials one objective improved by no more than a share of what
 * separates the median trial from the best, or the front's hypervolume grew by no more than a share of itself.
 *
 * @param leastTrials finished trials before a search is ever stopped
 * @param patience trials without improvement after which it is
 * @param tolerance the share, 0 or more
 */
public record Convergence(int leastTrials, int patience, double tolerance) {
    private static final double MARGIN = 0.1;

    public Convergence {
        if (leastTrials < 1) {
            throw new IllegalArgumentException("convergence, leastTrials: expected at least 1, was " + leastTrials);
        }
        if (patience < 1) {
            throw new IllegalArgumentException("convergence, patience: expected at least 1, was " + patience);
        }
        if (!(tolerance >= 0 && tolerance < 1)) {
            throw new IllegalArgumentException("convergence, tolerance: expected in [0, 1), was " + tolerance);
        }
    }

    /** Why to stop, or null to go on. Goes on while no feasible trial is older than the patience. */
    public @Nullable String stopReason(List<FinishedTrial> told) {
        if (told.size() < Math.max(leastTrials, patience + 1)) {
            return null;
        }
        List<FinishedTrial> sorted = told.stream()
                .sorted(Comparator.comparingInt(FinishedTrial::number))
                .toList();
        int recent = sorted.get(sorted.size() - patience).number();
        List<FinishedTrial> feasible =
                sorted.stream().filter(FinishedTrial::feasible).toList();
        List<FinishedTrial> earlier =
                feasible.stream().filter(t -> t.number() < recent).toList();
        if (earlier.isEmpty()) {
            return null;
        }
        return feasible.get(0).values().length == 1 ? best(feasible, earlier) : front(feasible, earlier);
    }

    private @Nullable String best(List<FinishedTrial> feasible, List<FinishedTrial> earlier) {
        double[] values =
                feasible.stream().mapToDouble(t -> t.values()[0]).sorted().toArray();
        FinishedTrial before = earlier.stream()
                .min(Comparator.comparingDouble(t -> t.values()[0]))
                .orElseThrow();
        double improvement = before.values()[0] - values[0];
        double scale = values[values.length / 2] - values[0];
        if (improvement > tolerance * scale) {
            return null;
        }
        return String.format(
                Locale.ROOT,
                "converged: the last %d trials improved on trial %d by %.3g, at most %.3g of what separates the median"
                        + " from the best",
                patience,
                before.number(),
                improvement,
                tolerance);
    }

    private @Nullable String front(List<FinishedTrial> feasible, List<FinishedTrial> earlier) {
        double[][] now = values(ParetoFront.of(feasible));
        double[] reference = reference(now, values(ParetoFront.of(earlier)));
        double after = Hypervolume.of(now, reference);
        double before = Hypervolume.of(values(earlier), reference);
        if (after - before > tolerance * after) {
            return null;
        }
        return String.format(
                Locale.ROOT,
                "converged: the last %d trials grew the front's hypervolume by %.3g of itself, at most %.3g",
                patience,
                after > 0 ? (after - before) / after : 0,
                tolerance);
    }

    private static double[][] values(List<FinishedTrial> trials) {
        return trials.stream().map(FinishedTrial::values).toArray(double[][]::new);
    }

    /** The worst of both fronts, and a tenth of their range beyond. */
    private static double[] reference(double[][] now, double[][] before) {
        double[] reference = new double[now[0].length];
        for (int d = 0; d < reference.length; d++) {
            double worst = Double.NEGATIVE_INFINITY;
            double best = Double.POSITIVE_INFINITY;
            for (double[][] front : new double[][][] {now, before}) {
                for (double[] p : front) {
                    worst = Math.max(worst, p[d]);
                    best = Math.min(best, p[d]);
                }
            }
            reference[d] = worst + (worst > best ? MARGIN * (worst - best) : 1);
        }
        return reference;
    }
}
