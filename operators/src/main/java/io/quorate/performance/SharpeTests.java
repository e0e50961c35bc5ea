package io.quorate.performance;

import org.jspecify.annotations.Nullable;

/**
 * How likely a Sharpe ratio is real: probabilistic (PSR) and deflated (DSR). All Sharpe ratios are per period.
 *
 * <p>PSR(SR*) = Phi[(SR - SR*) sqrt(n - 1) / sqrt(1 - skew SR + (kurtosis - 1)/4 SR^2)], kurtosis raw (3 for a normal
 * sample). DSR = PSR(SR0) with SR0 the expected greatest Sharpe ratio of N trials without skill,
 * SR0 = sqrt(V) ((1 - g) Phi^-1(1 - 1/N) + g Phi^-1(1 - 1/(N e))), g the Euler-Mascheroni constant. Source: D. Bailey
 * and M. Lopez de Prado, The Sharpe Ratio Efficient Frontier (2012), The Deflated Sharpe Ratio (2014).
 */
public final class SharpeTests {
    static final String TOO_FEW = "fewer than two returns";
    static final String NO_SPREAD = "no spread";

    private static final double EULER_MASCHERONI = 0.5772156649015329;

    private SharpeTests() {}

    /** Mean over standard deviation (n - 1); NaN for fewer than two returns or without spread. */
    public static double sharpe(double[] returns) {
        Moments moments = Moments.of(returns);
        return moments.variance() > 0 ? moments.mean() / moments.deviation() : Double.NaN;
    }

    /** Probability that the true Sharpe ratio is above a benchmark. */
    public static Figure probabilistic(double[] returns, double benchmarkSharpe) {
        return probabilistic(Moments.of(returns), benchmarkSharpe);
    }

    static Figure probabilistic(Moments moments, double benchmarkSharpe) {
        if (moments.n() < 2) {
            return Figure.none(TOO_FEW);
        }
        if (moments.variance() == 0) {
            return Figure.none(NO_SPREAD);
        }
        return probabilistic(
                moments.mean() / moments.deviation(), moments.n(), moments.skew(), moments.kurtosis(), benchmarkSharpe);
    }

    /**
     * {@link #probabilistic(double[], double)} of given moments.
     *
     * @param n returns the Sharpe ratio was measured on
     * @param rawKurtosis 3 for a normal sample
     */
    public static Figure probabilistic(double sharpe, int n, double skew, double rawKurtosis, double benchmarkSharpe) {
        if (n < 2) {
            return Figure.none(TOO_FEW);
        }
        if (!Double.isFinite(sharpe + skew + rawKurtosis + benchmarkSharpe)) {
            return Figure.none("moments that are not finite");
        }
        double variance = 1 - skew * sharpe + (rawKurtosis - 1) / 4 * sharpe * sharpe;
        if (!(variance > 0)) {
            return Figure.none("no variance of the Sharpe ratio");
        }
        return Figure.of(NormalDistribution.cumulative(
                (sharpe - benchmarkSharpe) * StrictMath.sqrt(n - 1.0) / StrictMath.sqrt(variance)));
    }

    /**
     * Probability that the true Sharpe ratio is above what the best of so many trials without skill would show.
     *
     * @param returns of the trial that was chosen
     * @param trials that were compared, independent ones; 1 = none was chosen, then PSR against 0
     * @param varianceOfSharpe of the Sharpe ratios of the trials, per period
     */
    public static Figure deflated(double[] returns, int trials, double varianceOfSharpe) {
        Figure refused = refused(trials, varianceOfSharpe);
        return refused != null ? refused : probabilistic(returns, expectedMaximum(trials, varianceOfSharpe));
    }

    /** {@link #deflated(double[], int, double)} of given moments. */
    public static Figure deflated(
            double sharpe, int n, double skew, double rawKurtosis, int trials, double varianceOfSharpe) {
        Figure refused = refused(trials, varianceOfSharpe);
        return refused != null
                ? refused
                : probabilistic(sharpe, n, skew, rawKurtosis, expectedMaximum(trials, varianceOfSharpe));
    }

    /**
     * SR0, the expected greatest Sharpe ratio of trials without skill; 0 for one trial.
     *
     * @throws IllegalArgumentException for no trials or a variance that is negative or not finite
     */
    public static double expectedMaximum(int trials, double varianceOfSharpe) {
        if (trials < 1 || !(varianceOfSharpe >= 0) || Double.isInfinite(varianceOfSharpe)) {
            throw new IllegalArgumentException(
                    "expected trials and a variance from 0, was " + trials + " trials with " + varianceOfSharpe);
        }
        if (trials == 1) {
            return 0;
        }
        double first = NormalDistribution.quantile(1 - 1.0 / trials);
        double second = NormalDistribution.quantile(1 - 1 / (trials * StrictMath.E));
        return StrictMath.sqrt(varianceOfSharpe) * ((1 - EULER_MASCHERONI) * first + EULER_MASCHERONI * second);
    }

    private static @Nullable Figure refused(int trials, double varianceOfSharpe) {
        if (trials < 1) {
            return Figure.none("no trials");
        }
        return varianceOfSharpe >= 0 && varianceOfSharpe < Double.POSITIVE_INFINITY
                ? null
                : Figure.none("no variance of the trials' Sharpe ratios");
    }
}
