package io.quorate.job.tune;

import io.quorate.performance.Figure;
import io.quorate.performance.Overfitting;
import io.quorate.performance.SharpeTests;
import io.quorate.tune.FinishedTrial;
import io.quorate.tune.Hypervolume;
import io.quorate.tune.ParetoFront;
import io.quorate.tune.TrialState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a study found, and how much of it is luck.
 *
 * <p>DSR counts every trial that has returns as tried, and takes the variance of their Sharpe ratios (0 for returns that do
 * not move); PBO is by combinatorially symmetric cross-validation over the same trials. The hypervolume is measured from the
 * worst value of each objective among feasible trials.
 *
 * @param front non-dominated feasible trials by number; when none is feasible, those of least violation
 * @param trialsWithReturns the N of the DSR
 * @param varianceOfSharpe of those, per period; 0 for fewer than two
 * @param pbo probability that the best trial in one half of the periods is no better than the median in the other
 * @param hypervolume of the front; undefined without a feasible trial
 */
public record StudyAnalysis(
        List<FrontPoint> front, int trialsWithReturns, double varianceOfSharpe, Figure pbo, Figure hypervolume) {

    /** Longer matrices are thinned: trials beyond that many are left out of the PBO, evenly. */
    private static final int MOST_PBO_TRIALS = 2000;

    public StudyAnalysis {
        front = List.copyOf(front);
    }

    /** Analyses the trials of a study. */
    public static StudyAnalysis of(List<Trial> trials) {
        List<Trial> withReturns = trials.stream().filter(Trial::hasReturns).toList();
        double variance = variance(withReturns);
        Map<Integer, Trial> byNumber = new HashMap<>();
        trials.forEach(trial -> byNumber.put(trial.number(), trial));
        List<FinishedTrial> finished = trials.stream().map(Trial::finished).toList();
        List<FrontPoint> front = new ArrayList<>();
        for (FinishedTrial on : ParetoFront.of(finished)) {
            Trial trial = byNumber.get(on.number());
            if (trial != null) {
                front.add(point(trial, withReturns.size(), variance));
            }
        }
        return new StudyAnalysis(front, withReturns.size(), variance, pbo(withReturns), hypervolume(finished, front));
    }

    /** Whether some trial keeps every constraint. */
    public boolean feasible() {
        return front.stream().anyMatch(FrontPoint::feasible);
    }

    /**
     * The point to begin with: the feasible one with the greatest DSR, where there are several objectives and returns;
     * otherwise the best by the first objective. Null for an empty front.
     */
    public @Nullable FrontPoint chosen() {
        FrontPoint best = null;
        for (FrontPoint point : front) {
            if (best == null || better(point, best)) {
                best = point;
            }
        }
        return best;
    }

    private static boolean better(FrontPoint a, FrontPoint b) {
        double dsrA = a.dsr().defined() ? a.dsr().value() : -1;
        double dsrB = b.dsr().defined() ? b.dsr().value() : -1;
        boolean several = a.trial().finished().values().length > 1;
        if (several && dsrA != dsrB) {
            return dsrA > dsrB;
        }
        return a.trial().finished().values()[0] < b.trial().finished().values()[0];
    }

    private static FrontPoint point(Trial trial, int tried, double variance) {
        double[] returns = trial.oosReturns();
        if (returns.length == 0) {
            Figure none = Figure.none("a trial without returns");
            return new FrontPoint(trial, none, none, none);
        }
        double sharpe = SharpeTests.sharpe(returns);
        return new FrontPoint(
                trial,
                Double.isNaN(sharpe) ? Figure.none("no spread") : Figure.of(sharpe),
                SharpeTests.probabilistic(returns, 0),
                SharpeTests.deflated(returns, tried, variance));
    }

    private static double variance(List<Trial> trials) {
        double[] sharpe = new double[trials.size()];
        double sum = 0;
        for (int i = 0; i < sharpe.length; i++) {
            double of = SharpeTests.sharpe(trials.get(i).oosReturns());
            sharpe[i] = Double.isFinite(of) ? of : 0;
            sum += sharpe[i];
        }
        double mean = sum / Math.max(1, sharpe.length);
        double squares = 0;
        for (double s : sharpe) {
            squares += (s - mean) * (s - mean);
        }
        return sharpe.length < 2 ? 0 : squares / (sharpe.length - 1);
    }

    private static Figure pbo(List<Trial> trials) {
        if (trials.stream().mapToInt(t -> t.oosReturns().length).distinct().count() > 1) {
            return Figure.none("trials with returns of different lengths");
        }
        int every = (trials.size() + MOST_PBO_TRIALS - 1) / MOST_PBO_TRIALS;
        List<double[]> returns = new ArrayList<>();
        for (int i = 0; i < trials.size(); i += Math.max(1, every)) {
            returns.add(trials.get(i).oosReturns());
        }
        return Overfitting.pbo(returns.toArray(double[][]::new), Overfitting.BLOCKS);
    }

    private static Figure hypervolume(List<FinishedTrial> finished, List<FrontPoint> front) {
        double[] worst = null;
        for (FinishedTrial trial : finished) {
            if (trial.state() == TrialState.COMPLETE && trial.feasible()) {
                double[] values = trial.values();
                worst = worst == null ? values.clone() : worst;
                for (int i = 0; i < values.length; i++) {
                    worst[i] = Math.max(worst[i], values[i]);
                }
            }
        }
        if (worst == null) {
            return Figure.none("no feasible trial");
        }
        double[][] points =
                front.stream().map(p -> p.trial().finished().values()).toArray(double[][]::new);
        return Figure.of(Hypervolume.of(points, worst));
    }
}
