package io.quorate.job.tune;

import io.quorate.performance.Figure;
import io.quorate.performance.Overfitting;
import io.quorate.performance.SelectionBias;
import io.quorate.performance.SharpeTests;
import io.quorate.tune.FinishedTrial;
import io.quorate.tune.Hypervolume;
import io.quorate.tune.ParetoFront;
import io.quorate.tune.TrialState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a study found, and how much of it is luck.
 *
 * <p>The DSR is by {@link SelectionBias}: every trial that did not fail counts as tried, and the spread of luck is that of
 * the trials drawn at random. PBO is by combinatorially symmetric cross-validation over all trials with returns. The
 * hypervolume is measured from the worst value of each objective among feasible trials.
 *
 * @param front non-dominated feasible trials by number; when none is feasible, those of least violation
 * @param trialsWithReturns complete ones
 * @param trialsTried the N of the DSR: complete and pruned ones
 * @param varianceOfSharpe the V of the DSR, per period
 * @param effectiveTrials how many different strategies the trials with returns are
 * @param pbo probability that the best trial in one half of the periods is no better than the median in the other
 * @param hypervolume of the front; undefined without a feasible trial
 */
public record StudyAnalysis(
        List<FrontPoint> front,
        int trialsWithReturns,
        int trialsTried,
        Figure varianceOfSharpe,
        Figure effectiveTrials,
        Figure pbo,
        Figure hypervolume) {

    /** Larger matrices are thinned: trials beyond that many are left out of what compares trials with each other, evenly. */
    private static final int MOST_COMPARED = 2000;

    private static final String DIFFERENT = "trials with returns of different lengths";

    public StudyAnalysis {
        front = List.copyOf(front);
    }

    /**
     * Analyses a study.
     *
     * @param trials those with a result, in order of their numbers
     */
    public static StudyAnalysis of(StudyOptions options, List<Trial> trials) {
        List<Trial> withReturns = trials.stream().filter(Trial::hasReturns).toList();
        long failed =
                trials.stream().filter(t -> t.state() == TrialState.FAILED).count();
        int tried = trials.size() - Math.toIntExact(failed);
        Map<Integer, Trial> byNumber = new HashMap<>();
        trials.forEach(trial -> byNumber.put(trial.number(), trial));
        List<FinishedTrial> finished = trials.stream().map(Trial::finished).toList();
        Luck luck = Luck.of(options.drawnAtRandom(trials), withReturns, tried);
        List<FrontPoint> front = new ArrayList<>();
        for (FinishedTrial on : ParetoFront.of(finished)) {
            Trial trial = byNumber.get(on.number());
            if (trial != null) {
                front.add(point(trial, luck));
            }
        }
        double[][] compared = thinned(withReturns);
        return new StudyAnalysis(
                front,
                withReturns.size(),
                tried,
                luck.variance(),
                luck.undefined() == null
                        ? Figure.of(SelectionBias.effectiveTrials(compared))
                        : Figure.none(luck.undefined()),
                differ(withReturns) ? Figure.none(DIFFERENT) : Overfitting.pbo(compared, Overfitting.BLOCKS),
                hypervolume(finished, front));
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

    private static FrontPoint point(Trial trial, Luck luck) {
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
                luck.deflated(returns));
    }

    private static boolean differ(List<Trial> trials) {
        return trials.stream().mapToInt(t -> t.oosReturns().length).distinct().count() > 1;
    }

    private static double[][] thinned(List<Trial> trials) {
        int every = Math.max(1, (trials.size() + MOST_COMPARED - 1) / MOST_COMPARED);
        List<double[]> returns = new ArrayList<>();
        for (int i = 0; i < trials.size(); i += every) {
            returns.add(trials.get(i).oosReturns());
        }
        return returns.toArray(double[][]::new);
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

    /** What the best is charged for having been chosen, or why that cannot be told. */
    private record Luck(
            @Nullable SelectionBias bias, @Nullable String undefined) {

        static Luck of(Set<Integer> drawnAtRandom, List<Trial> withReturns, int tried) {
            if (withReturns.isEmpty()) {
                return new Luck(null, "no trial has returns");
            }
            if (differ(withReturns)) {
                return new Luck(null, DIFFERENT);
            }
            if (withReturns.get(0).oosReturns().length < 2) {
                return new Luck(null, "fewer than two periods");
            }
            List<double[]> unselectedFirst = new ArrayList<>();
            for (Trial trial : withReturns) {
                if (drawnAtRandom.contains(trial.number())) {
                    unselectedFirst.add(trial.oosReturns());
                }
            }
            int unselected = unselectedFirst.size();
            for (Trial trial : withReturns) {
                if (!drawnAtRandom.contains(trial.number())) {
                    unselectedFirst.add(trial.oosReturns());
                }
            }
            SelectionBias bias = SelectionBias.of(unselectedFirst.toArray(double[][]::new), unselected);
            return new Luck(bias.withTrials(tried), null);
        }

        Figure variance() {
            if (bias == null) {
                return Figure.none(String.valueOf(undefined));
            }
            Figure benchmark = bias.expectedMaximum();
            return benchmark.defined() ? Figure.of(bias.varianceOfSharpe()) : benchmark;
        }

        Figure deflated(double[] returns) {
            return bias == null ? Figure.none(String.valueOf(undefined)) : bias.deflated(returns);
        }
    }
}
