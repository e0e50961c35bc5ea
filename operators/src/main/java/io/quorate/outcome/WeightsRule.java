package io.quorate.outcome;

import io.quorate.schema.state.WindowSums;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * How the weights of an ensemble follow the credits of one window.
 *
 * <p>Skill mode: s = max(0, 1 - Brier/Brier_base), Brier_base = q(1 - q) with q the share of positive labels in the
 * window, w = norm(max(floor, decay w + (1 - decay) s / sum s)), unchanged when sum s = 0. Accuracy mode: s = share of
 * labels on the right side of one half, w = norm(max(floor, decay w + (1 - decay) s)). A member that did not answer
 * keeps its weight before normalisation.
 *
 * @param mode how members are scored
 * @param decay share of the old weight kept per window, in [0, 1)
 * @param floor least weight before normalisation, in [0, 1)
 * @param byRegime whether each volatility regime has weights of its own, which begin with those of the ensemble
 */
public record WeightsRule(Mode mode, double decay, double floor, boolean byRegime) implements Serializable {

    /** How members are scored. */
    public enum Mode {
        SKILL,
        ACCURACY
    }

    /** Units of the fixed-point squared error: 2^-30, so that a sum of 2^33 credits still fits a long. */
    static final double ONE = (double) (1L << 30);

    public WeightsRule {
        if (!(decay >= 0 && decay < 1)) {
            throw new IllegalArgumentException("decay: expected 0 <= decay < 1, was " + decay);
        }
        if (!(floor >= 0 && floor < 1)) {
            throw new IllegalArgumentException("floor: expected 0 <= floor < 1, was " + floor);
        }
    }

    /** Weights that are the same in every regime. */
    public WeightsRule(Mode mode, double decay, double floor) {
        this(mode, decay, floor, false);
    }

    /** New weights; the same list when nothing was learned. */
    List<Double> next(List<Double> weights, WindowSums sums) {
        double[] score = new double[weights.size()];
        double total = 0;
        for (int m = 0; m < score.length; m++) {
            score[m] = sums.answered[m] == 0 ? Double.NaN : score(sums, m);
            total += Double.isNaN(score[m]) ? 0 : score[m];
        }
        return update(weights, score, total);
    }

    /** One step of the moving average; {@code score} NaN = no answer. */
    List<Double> update(List<Double> weights, double[] score, double total) {
        if (total <= 0) {
            return weights;
        }
        double[] w = new double[score.length];
        double sum = 0;
        for (int m = 0; m < w.length; m++) {
            double target = mode == Mode.SKILL ? score[m] / total : score[m];
            double moved = Double.isNaN(score[m]) ? weights.get(m) : decay * weights.get(m) + (1 - decay) * target;
            w[m] = Math.max(floor, moved);
            sum += w[m];
        }
        List<Double> next = new ArrayList<>(w.length);
        for (double x : w) {
            next.add(x / sum);
        }
        return next;
    }

    private double score(WindowSums sums, int m) {
        if (mode == Mode.ACCURACY) {
            return (double) sums.correct[m] / sums.answered[m];
        }
        double q = (double) sums.positives / sums.count;
        double base = q * (1 - q);
        double brier = sums.squaredError[m] / ONE / sums.answered[m];
        return base == 0 ? 0 : Math.max(0, 1 - brier / base);
    }
}
