package io.quorate.ensemble;

import java.util.List;

/**
 * A Gaussian hidden Markov model of (log return, log volatility): {@code regime.json} of a bundle.
 *
 * <p>Observations are standardised, x = (value - centre) / scale; in a state the two are independent and normal. States
 * are in order of rising mean log volatility.
 *
 * @param v version of this format
 * @param returnFeature feature that is the log return
 * @param volatilityFeature feature whose logarithm is the log volatility
 * @param centre of each observation
 * @param scale of each observation, &gt; 0
 * @param initial probability of each state before the first observation
 * @param transition probability of each state (column) after each (row); rows sum to 1
 * @param mean of each observation in each state
 * @param variance of each observation in each state, &gt; 0
 * @param golden observations and the probabilities that must follow, compared bit for bit
 */
public record RegimeModel(
        int v,
        String returnFeature,
        String volatilityFeature,
        List<Double> centre,
        List<Double> scale,
        List<Double> initial,
        List<List<Double>> transition,
        List<List<Double>> mean,
        List<List<Double>> variance,
        List<Golden> golden) {

    private static final double SUM_TOLERANCE = 1e-9;

    public RegimeModel {
        int states = initial.size();
        if (v != BundleManifest.FORMAT) {
            throw new IllegalArgumentException("expected format version " + BundleManifest.FORMAT + ", was " + v);
        }
        if (states != 2 && states != 3) {
            throw new IllegalArgumentException("expected 2 or 3 states, was " + states);
        }
        centre = finite(centre, 2, "centre");
        scale = positive(scale, 2, "scale");
        initial = distribution(initial, states, "initial");
        transition = matrix(transition, states, row -> distribution(row, states, "transition"));
        mean = matrix(mean, states, row -> finite(row, 2, "mean"));
        variance = matrix(variance, states, row -> positive(row, 2, "variance"));
        golden = List.copyOf(golden);
    }

    /** Number of states. */
    public int states() {
        return initial.size();
    }

    /** The same model with other golden rows. */
    public RegimeModel withGolden(List<Golden> rows) {
        return new RegimeModel(
                v, returnFeature, volatilityFeature, centre, scale, initial, transition, mean, variance, rows);
    }

    /**
     * One step of a walk that begins before any observation.
     *
     * @param logReturn observed
     * @param logVolatility observed
     * @param probability of each state after it
     */
    public record Golden(double logReturn, double logVolatility, List<Double> probability) {
        public Golden {
            probability = List.copyOf(probability);
        }
    }

    private static List<List<Double>> matrix(
            List<List<Double>> rows, int states, java.util.function.UnaryOperator<List<Double>> check) {
        if (rows.size() != states) {
            throw new IllegalArgumentException("expected " + states + " rows, was " + rows.size());
        }
        return rows.stream().map(check).toList();
    }

    private static List<Double> distribution(List<Double> values, int states, String what) {
        double sum = 0;
        for (double value : finite(values, states, what)) {
            if (value < 0) {
                throw new IllegalArgumentException("expected " + what + " probabilities >= 0, was " + value);
            }
            sum += value;
        }
        if (Math.abs(sum - 1) > SUM_TOLERANCE) {
            throw new IllegalArgumentException("expected " + what + " probabilities that sum to 1, was " + sum);
        }
        return List.copyOf(values);
    }

    private static List<Double> positive(List<Double> values, int size, String what) {
        for (double value : finite(values, size, what)) {
            if (!(value > 0)) {
                throw new IllegalArgumentException("expected a " + what + " > 0, was " + value);
            }
        }
        return List.copyOf(values);
    }

    private static List<Double> finite(List<Double> values, int size, String what) {
        if (values.size() != size || !values.stream().allMatch(Double::isFinite)) {
            throw new IllegalArgumentException("expected " + size + " finite numbers of " + what + ", was " + values);
        }
        return List.copyOf(values);
    }
}
