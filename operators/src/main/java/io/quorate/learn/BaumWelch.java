package io.quorate.learn;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Maximum likelihood of a hidden Markov model with independent normal observations, by expectation and maximisation
 * (Baum et al. 1970, scaled as Rabiner 1989).
 *
 * <p>Starts from the quantiles of the second dimension and staying with probability 0.95; ends after
 * {@value #MOST_ROUNDS} rounds or when the mean log likelihood of an observation rises by less than 1e-7. A transition
 * keeps at least 1e-6, a variance at least 1e-3 (observations are standardised). States come out in order of their mean
 * in the second dimension. Sums run in the order of the rows: equal rows give equal bits. Not thread-safe.
 */
final class BaumWelch {

    private static final int MOST_ROUNDS = 200;
    private static final double LEAST_GAIN = 1e-7;
    private static final double LEAST_VARIANCE = 1e-3;
    private static final double LEAST_TRANSITION = 1e-6;
    private static final double STAY = 0.95;
    private static final int DIMENSIONS = 2;

    private final double[][][] sequences;
    private final int states;
    private final double[] initial;
    private final double[][] transition;
    private final double[][] mean;
    private final double[][] variance;
    private double meanLogLikelihood = Double.NEGATIVE_INFINITY;

    private BaumWelch(double[][][] sequences, int states) {
        this.sequences = sequences;
        this.states = states;
        this.initial = new double[states];
        this.transition = new double[states][states];
        this.mean = new double[states][DIMENSIONS];
        this.variance = new double[states][DIMENSIONS];
    }

    /** Fits standardised sequences of (first, second) observations. */
    static BaumWelch fit(double[][][] sequences, int states) {
        return fit(sequences, states, MOST_ROUNDS);
    }

    static BaumWelch fit(double[][][] sequences, int states, int rounds) {
        BaumWelch model = new BaumWelch(sequences, states);
        model.start();
        for (int round = 0; round < rounds; round++) {
            double before = model.meanLogLikelihood;
            model.improve();
            if (model.meanLogLikelihood - before < LEAST_GAIN) {
                break;
            }
        }
        model.order();
        return model;
    }

    double[] initial() {
        return initial;
    }

    double[][] transition() {
        return transition;
    }

    double[][] mean() {
        return mean;
    }

    double[][] variance() {
        return variance;
    }

    /** Mean log likelihood of an observation under the parameters before the last round. */
    double meanLogLikelihood() {
        return meanLogLikelihood;
    }

    private void start() {
        double[][] all = Arrays.stream(sequences).flatMap(Arrays::stream).toArray(double[][]::new);
        double[][] sorted = all.clone();
        Arrays.sort(sorted, Comparator.comparingDouble(x -> x[1]));
        for (int j = 0; j < states; j++) {
            int from = (int) ((long) j * sorted.length / states);
            int to = (int) ((long) (j + 1) * sorted.length / states);
            for (int d = 0; d < DIMENSIONS; d++) {
                double sum = 0;
                double squares = 0;
                for (int i = from; i < to; i++) {
                    sum += sorted[i][d];
                    squares += sorted[i][d] * sorted[i][d];
                }
                mean[j][d] = sum / (to - from);
                variance[j][d] = Math.max(LEAST_VARIANCE, squares / (to - from) - mean[j][d] * mean[j][d]);
            }
            initial[j] = 1.0 / states;
            for (int k = 0; k < states; k++) {
                transition[j][k] = j == k ? STAY : (1 - STAY) / (states - 1);
            }
        }
    }

    private void improve() {
        Expectations e = new Expectations(states);
        for (double[][] sequence : sequences) {
            expect(sequence, e);
        }
        meanLogLikelihood = e.logLikelihood / e.observations;
        for (int j = 0; j < states; j++) {
            initial[j] = e.first[j] / sequences.length;
            double row = 0;
            for (int k = 0; k < states; k++) {
                transition[j][k] = Math.max(LEAST_TRANSITION, e.moves[j][k]);
                row += transition[j][k];
            }
            for (int k = 0; k < states; k++) {
                transition[j][k] /= row;
            }
            for (int d = 0; d < DIMENSIONS && e.weight[j] > 0; d++) {
                mean[j][d] = e.sum[j][d] / e.weight[j];
                double square = e.squares[j][d] / e.weight[j] - mean[j][d] * mean[j][d];
                variance[j][d] = Math.max(LEAST_VARIANCE, square);
            }
        }
        normalise(initial);
    }

    private void expect(double[][] sequence, Expectations e) {
        int n = sequence.length;
        double[][] density = new double[n][states];
        double[][] alpha = new double[n][states];
        for (int t = 0; t < n; t++) {
            e.logLikelihood += density(sequence[t], density[t]);
            for (int j = 0; j < states; j++) {
                double prior = t == 0 ? initial[j] : 0;
                for (int i = 0; t > 0 && i < states; i++) {
                    prior += alpha[t - 1][i] * transition[i][j];
                }
                alpha[t][j] = prior * density[t][j];
            }
            e.logLikelihood += StrictMath.log(normalise(alpha[t]));
        }
        e.observations += n;
        double[] beta = new double[states];
        Arrays.fill(beta, 1);
        for (int t = n - 1; t >= 0; t--) {
            double[] gamma = new double[states];
            for (int j = 0; j < states; j++) {
                gamma[j] = alpha[t][j] * beta[j];
            }
            normalise(gamma);
            e.add(sequence[t], gamma, t == 0);
            if (t > 0) {
                beta = back(alpha[t - 1], density[t], beta, e);
            }
        }
    }

    /** Adds the moves into one observation; gives beta of the one before, scaled. */
    private double[] back(double[] alphaBefore, double[] density, double[] beta, Expectations e) {
        double[][] moves = new double[states][states];
        double[] before = new double[states];
        double total = 0;
        for (int i = 0; i < states; i++) {
            for (int j = 0; j < states; j++) {
                double path = transition[i][j] * density[j] * beta[j];
                before[i] += path;
                moves[i][j] = alphaBefore[i] * path;
                total += moves[i][j];
            }
        }
        for (int i = 0; i < states; i++) {
            for (int j = 0; j < states; j++) {
                e.moves[i][j] += moves[i][j] / total;
            }
        }
        normalise(before);
        return before;
    }

    /** Densities up to a common factor; gives the logarithm of that factor. */
    private double density(double[] x, double[] out) {
        double greatest = Double.NEGATIVE_INFINITY;
        for (int j = 0; j < states; j++) {
            double log = 0;
            for (int d = 0; d < DIMENSIONS; d++) {
                double distance = x[d] - mean[j][d];
                log -= 0.5 * (distance * distance / variance[j][d] + StrictMath.log(2 * Math.PI * variance[j][d]));
            }
            out[j] = log;
            greatest = Math.max(greatest, log);
        }
        for (int j = 0; j < states; j++) {
            out[j] = StrictMath.exp(out[j] - greatest);
        }
        return greatest;
    }

    private void order() {
        int[] by = IntStream.range(0, states)
                .boxed()
                .sorted(Comparator.comparingDouble(j -> mean[j][1]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] oldInitial = initial.clone();
        double[][] oldTransition = copy(transition);
        double[][] oldMean = copy(mean);
        double[][] oldVariance = copy(variance);
        for (int j = 0; j < states; j++) {
            initial[j] = oldInitial[by[j]];
            mean[j] = oldMean[by[j]];
            variance[j] = oldVariance[by[j]];
            for (int k = 0; k < states; k++) {
                transition[j][k] = oldTransition[by[j]][by[k]];
            }
        }
    }

    private static double[][] copy(double[][] rows) {
        return Arrays.stream(rows).map(double[]::clone).toArray(double[][]::new);
    }

    private static double normalise(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        for (int i = 0; i < values.length; i++) {
            values[i] /= sum;
        }
        return sum;
    }

    /** Sums of one round. */
    private static final class Expectations {
        final double[] first;
        final double[] weight;
        final double[][] sum;
        final double[][] squares;
        final double[][] moves;
        double logLikelihood;
        long observations;

        Expectations(int states) {
            first = new double[states];
            weight = new double[states];
            sum = new double[states][DIMENSIONS];
            squares = new double[states][DIMENSIONS];
            moves = new double[states][states];
        }

        void add(double[] x, double[] gamma, boolean isFirst) {
            for (int j = 0; j < gamma.length; j++) {
                weight[j] += gamma[j];
                first[j] += isFirst ? gamma[j] : 0;
                for (int d = 0; d < DIMENSIONS; d++) {
                    sum[j][d] += gamma[j] * x[d];
                    squares[j][d] += gamma[j] * x[d] * x[d];
                }
            }
        }
    }
}
