package io.quorate.ensemble;

import io.quorate.schema.state.RegimeFilterState;
import java.util.Arrays;
import java.util.List;

/**
 * The forward filter of a {@link RegimeModel}: p_t(j) ~ N(x_t | j) sum_i p_(t-1)(i) a_ij, normalised (Hamilton 1989).
 *
 * <p>Looks back only: no Viterbi path, no smoothing. An observation that is not finite, or a volatility that is not
 * positive, moves the probabilities by the transitions alone. When the model changes, the filter of the new one begins
 * at its initial distribution and takes the last {@value #RECENT} observations again, so that a swap is no cold start
 * and still a function of the samples and the epochs alone. Immutable, shared by threads.
 */
public final class RegimeFilter {

    /** Observations a new model starts from. */
    public static final int RECENT = 64;

    private static final double LN_2_PI = StrictMath.log(2 * Math.PI);

    private final RegimeModel model;
    private final int states;
    private final int returnIndex;
    private final int volatilityIndex;
    private final double[] centre;
    private final double[] scale;
    private final double[] initial;
    private final double[] transition;
    private final double[] mean;
    private final double[] variance;
    /** ln of the density's factor before the exponential, per state. */
    private final double[] logFactor;

    /**
     * Compiles a model for a layout.
     *
     * @throws IllegalArgumentException when the layout lacks a feature of the model
     */
    public RegimeFilter(RegimeModel model, List<String> featureNames) {
        this.model = model;
        states = model.states();
        returnIndex = index(model.returnFeature(), featureNames);
        volatilityIndex = index(model.volatilityFeature(), featureNames);
        centre = numbers(model.centre());
        scale = numbers(model.scale());
        initial = numbers(model.initial());
        transition = numbers(model.transition().stream().flatMap(List::stream).toList());
        mean = numbers(model.mean().stream().flatMap(List::stream).toList());
        variance = numbers(model.variance().stream().flatMap(List::stream).toList());
        logFactor = new double[states];
        for (int j = 0; j < states; j++) {
            logFactor[j] = -LN_2_PI - 0.5 * StrictMath.log(variance[2 * j]) - 0.5 * StrictMath.log(variance[2 * j + 1]);
        }
    }

    /** The same filter for vectors in another order. */
    RegimeFilter inOrder(List<String> featureNames) {
        return new RegimeFilter(model, featureNames);
    }

    /** Number of states. */
    public int states() {
        return states;
    }

    /** Takes the features of the next sample of a symbol in. {@code sha256} is the digest of this filter's bundle. */
    public void next(RegimeFilterState state, String sha256, double[] features) {
        double logReturn = features[returnIndex];
        double volatility = features[volatilityIndex];
        next(state, sha256, logReturn, volatility > 0 ? StrictMath.log(volatility) : Double.NaN);
    }

    private void next(RegimeFilterState state, String sha256, double logReturn, double logVolatility) {
        if (!state.modelSha256.equals(sha256)) {
            restart(state, sha256);
        }
        if (state.recent.length == 0) {
            state.recent = new double[2 * RECENT];
        }
        int at = 2 * (int) (state.observations % RECENT);
        state.recent[at] = logReturn;
        state.recent[at + 1] = logVolatility;
        state.observations++;
        take(state, logReturn, logVolatility);
    }

    private void restart(RegimeFilterState state, String sha256) {
        state.modelSha256 = sha256;
        state.probability = initial.clone();
        state.label = -1;
        state.labelSamples = 0;
        for (long i = Math.max(0, state.observations - RECENT); i < state.observations; i++) {
            int at = 2 * (int) (i % RECENT);
            take(state, state.recent[at], state.recent[at + 1]);
        }
    }

    private void take(RegimeFilterState state, double logReturn, double logVolatility) {
        step(state.probability, logReturn, logVolatility);
        int label = 0;
        for (int j = 1; j < states; j++) {
            label = state.probability[j] > state.probability[label] ? j : label;
        }
        state.labelSamples = label == state.label ? state.labelSamples + 1 : 1;
        state.label = label;
    }

    /** Moves the probabilities by one observation. */
    public void step(double[] probability, double logReturn, double logVolatility) {
        double[] moved = new double[states];
        for (int i = 0; i < states; i++) {
            for (int j = 0; j < states; j++) {
                moved[j] += probability[i] * transition[i * states + j];
            }
        }
        double x = (logReturn - centre[0]) / scale[0];
        double y = (logVolatility - centre[1]) / scale[1];
        double[] logDensity = new double[states];
        double greatest = Double.NEGATIVE_INFINITY;
        for (int j = 0; j < states; j++) {
            double dx = x - mean[2 * j];
            double dy = y - mean[2 * j + 1];
            logDensity[j] = logFactor[j] - 0.5 * (dx * dx / variance[2 * j] + dy * dy / variance[2 * j + 1]);
            greatest = Math.max(greatest, logDensity[j]);
        }
        if (Double.isFinite(greatest)) {
            for (int j = 0; j < states; j++) {
                moved[j] *= StrictMath.exp(logDensity[j] - greatest);
            }
        }
        normalise(moved, probability);
    }

    /** Checks the golden rows of a bundle bit for bit; throws IllegalArgumentException at the first difference. */
    void verify(List<RegimeModel.Golden> rows) {
        double[] probability = initial.clone();
        for (int i = 0; i < rows.size(); i++) {
            RegimeModel.Golden row = rows.get(i);
            step(probability, row.logReturn(), row.logVolatility());
            if (!Arrays.equals(probability, numbers(row.probability()))) {
                throw new IllegalArgumentException("expected " + row.probability() + " after golden row " + i + ", was "
                        + Arrays.toString(probability));
            }
        }
    }

    private static void normalise(double[] moved, double[] out) {
        double sum = 0;
        for (double p : moved) {
            sum += p;
        }
        for (int j = 0; j < moved.length; j++) {
            // every state impossible: the observation says nothing
            out[j] = sum > 0 ? moved[j] / sum : 1.0 / moved.length;
        }
    }

    private static int index(String feature, List<String> names) {
        int index = names.indexOf(feature);
        if (index < 0) {
            throw new IllegalArgumentException("expected a layout with " + feature + ", was without");
        }
        return index;
    }

    private static double[] numbers(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
