package io.quorate.simulate;

import java.util.Arrays;

/**
 * Fits {@link RegimeJumpModel} to returns by expectation and maximisation over regime, jump and size of the jump, which never
 * lowers the likelihood.
 *
 * <p>Start: both regimes at the mean, variances of a half and of twice the variance of the log returns, each stayed in with
 * 0.95; a jump in 2 % of steps, of mean 0 and four times the variance. Bounds: variances at least 1e-4 of the whole, jump
 * probability at most 0.2, so that no regime shrinks to a point and jumps do not become a third regime. End: the log
 * likelihood a step rises by less than 1e-9, or 500 rounds. Calm is the regime of the smaller deviation.
 */
public final class RegimeJumpFit {

    static final int FEWEST_RETURNS = 100;
    static final int MOST_ROUNDS = 500;

    private static final double LEAST_GAIN = 1e-9;
    private static final double MOST_JUMPS = 0.2;
    private static final double LEAST_VARIANCE_SHARE = 1e-4;

    private static final double LOG_2_PI = StrictMath.log(2 * StrictMath.PI);

    private final double[] logs;
    private final double leastVariance;
    private final double[] mean = new double[2];
    private final double[] variance = new double[2];
    private final double[] stay = {0.95, 0.95};
    private double jumpProbability = 0.02;
    private double jumpMean;
    private double jumpVariance;
    private double first = 0.5;

    /** Forward, then smoothed probability of each regime at each step. */
    private final double[][] regime;

    /** Density of each step in each regime, and the share of it that is a jump's. */
    private final double[][] density;

    private final double[][] jumpShare;

    private RegimeJumpFit(double[] logs) {
        this.logs = logs;
        double middle = LogReturns.mean(logs);
        double spread = LogReturns.squares(logs, middle) / logs.length;
        if (!(spread > 0)) {
            throw new IllegalArgumentException("expected returns that differ, to fit regimes, was all equal");
        }
        leastVariance = LEAST_VARIANCE_SHARE * spread;
        Arrays.fill(mean, middle);
        variance[0] = spread / 2;
        variance[1] = spread * 2;
        jumpVariance = spread * 4;
        regime = new double[2][logs.length];
        density = new double[2][logs.length];
        jumpShare = new double[2][logs.length];
    }

    /**
     * Fits the model.
     *
     * @throws IllegalArgumentException for fewer than 100 returns, one that is not finite, or -1 or less, or all equal
     */
    public static RegimeJumpModel fit(double[] returns) {
        RegimeJumpFit fit = new RegimeJumpFit(LogReturns.of(returns, FEWEST_RETURNS, SimulationMethod.REGIME_JUMP));
        double before = Double.NEGATIVE_INFINITY;
        for (int round = 0; round < MOST_ROUNDS; round++) {
            double logLikelihood = fit.round();
            if (logLikelihood - before < LEAST_GAIN * fit.logs.length) {
                break;
            }
            before = logLikelihood;
        }
        return fit.model();
    }

    /** Log likelihoods before each of some rounds, for a look at how they rise. */
    static double[] climb(double[] returns, int rounds) {
        RegimeJumpFit fit = new RegimeJumpFit(LogReturns.of(returns, FEWEST_RETURNS, SimulationMethod.REGIME_JUMP));
        double[] climb = new double[rounds];
        for (int i = 0; i < rounds; i++) {
            climb[i] = fit.round();
        }
        return climb;
    }

    private RegimeJumpModel model() {
        int calm = variance[0] <= variance[1] ? 0 : 1;
        return new RegimeJumpModel(
                regimeOf(calm), regimeOf(1 - calm), jumpProbability, jumpMean, Math.sqrt(jumpVariance));
    }

    private RegimeJumpModel.Regime regimeOf(int s) {
        return new RegimeJumpModel.Regime(mean[s], Math.sqrt(variance[s]), stay[s]);
    }

    /** One round; gives the log likelihood of the parameters it started from. */
    private double round() {
        densities();
        double logLikelihood = smooth();
        maximise();
        return logLikelihood;
    }

    private void densities() {
        for (int s = 0; s < 2; s++) {
            for (int t = 0; t < logs.length; t++) {
                double plain = (1 - jumpProbability) * normal(logs[t] - mean[s], variance[s]);
                double jump = jumpProbability * normal(logs[t] - mean[s] - jumpMean, variance[s] + jumpVariance);
                // far outside everything: no preference
                density[s][t] = Math.max(plain + jump, Double.MIN_NORMAL);
                jumpShare[s][t] = plain + jump > 0 ? jump / (plain + jump) : 1;
            }
        }
    }

    private static double normal(double distance, double variance) {
        return StrictMath.exp(-0.5 * (LOG_2_PI + StrictMath.log(variance) + distance * distance / variance));
    }

    /** Forward filter and backward smoothing; refits the chain on the way. Gives the log likelihood. */
    private double smooth() {
        int n = logs.length;
        double logLikelihood = 0;
        double ahead = 1 - first;
        for (int t = 0; t < n; t++) {
            double zero = ahead * density[0][t];
            double one = (1 - ahead) * density[1][t];
            double sum = zero + one;
            regime[0][t] = zero / sum;
            regime[1][t] = one / sum;
            logLikelihood += StrictMath.log(sum);
            ahead = regime[0][t] * stay[0] + regime[1][t] * (1 - stay[1]);
        }
        double[] stayed = new double[2];
        double[] left = new double[2];
        for (int t = n - 2; t >= 0; t--) {
            double filteredZero = regime[0][t];
            double filteredOne = regime[1][t];
            double predicted = filteredZero * stay[0] + filteredOne * (1 - stay[1]);
            double toZero = predicted > 0 ? regime[0][t + 1] / predicted : 0;
            double toOne = predicted < 1 ? regime[1][t + 1] / (1 - predicted) : 0;
            double zeroZero = filteredZero * stay[0] * toZero;
            double zeroOne = filteredZero * (1 - stay[0]) * toOne;
            double oneZero = filteredOne * (1 - stay[1]) * toZero;
            double oneOne = filteredOne * stay[1] * toOne;
            double sum = zeroZero + zeroOne + oneZero + oneOne;
            regime[0][t] = (zeroZero + zeroOne) / sum;
            regime[1][t] = (oneZero + oneOne) / sum;
            stayed[0] += zeroZero / sum;
            left[0] += zeroOne / sum;
            stayed[1] += oneOne / sum;
            left[1] += oneZero / sum;
        }
        for (int s = 0; s < 2; s++) {
            stay[s] = stayed[s] + left[s] > 0 ? stayed[s] / (stayed[s] + left[s]) : stay[s];
        }
        first = regime[1][0];
        return logLikelihood;
    }

    /** Refits regimes and jumps from what each step is expected to be made of. */
    private void maximise() {
        JumpSums jumps = new JumpSums();
        double[] newMean = new double[2];
        double[] newVariance = new double[2];
        for (int s = 0; s < 2; s++) {
            refit(s, newMean, newVariance, jumps);
        }
        System.arraycopy(newMean, 0, mean, 0, 2);
        System.arraycopy(newVariance, 0, variance, 0, 2);
        jumpProbability = Math.min(MOST_JUMPS, jumps.weight / logs.length);
        if (jumps.weight > 0) {
            jumpMean = jumps.sizes / jumps.weight;
            jumpVariance = Math.max(leastVariance, jumps.squares / jumps.weight - jumpMean * jumpMean);
        }
    }

    /**
     * Refits a regime. Given a jump in it the jump's size is normal, with mean {@code jumpMean + k (y - jumpMean)}, y the
     * distance from the regime's mean, and variance {@code jumpVariance (1 - k)}, where k = jumpVariance / (variance +
     * jumpVariance).
     */
    private void refit(int s, double[] newMean, double[] newVariance, JumpSums jumps) {
        double k = jumpVariance / (variance[s] + jumpVariance);
        double sizeVariance = jumpVariance * (1 - k);
        double weight = 0;
        double sum = 0;
        double squares = 0;
        for (int t = 0; t < logs.length; t++) {
            double plain = regime[s][t] * (1 - jumpShare[s][t]);
            double jump = regime[s][t] * jumpShare[s][t];
            double y = logs[t] - mean[s];
            double size = jumpMean + k * (y - jumpMean);
            double rest = y - size;
            weight += plain + jump;
            sum += plain * y + jump * rest;
            squares += plain * y * y + jump * (rest * rest + sizeVariance);
            jumps.weight += jump;
            jumps.sizes += jump * size;
            jumps.squares += jump * (size * size + sizeVariance);
        }
        double shift = weight > 0 ? sum / weight : 0;
        newMean[s] = mean[s] + shift;
        newVariance[s] = weight > 0 ? Math.max(leastVariance, squares / weight - shift * shift) : variance[s];
    }

    /** Expected jumps of a round: number, sum of sizes, sum of their squares. */
    private static final class JumpSums {
        private double weight;
        private double sizes;
        private double squares;
    }
}
