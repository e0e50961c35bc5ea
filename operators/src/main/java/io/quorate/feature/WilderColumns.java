package io.quorate.feature;

import io.quorate.schema.market.Sample;
import io.quorate.schema.state.FeatureState;
import io.quorate.schema.state.FeatureWindowState;

/**
 * Average true range, directional movement and relative strength (Wilder 1978), and the stochastic oscillator (Lane).
 *
 * <p>A Wilder average of n is the plain mean of its first n items and then moves by 1/n of the distance to each new one;
 * both are {@code average += (item - average) / min(items so far, n)}.
 */
final class WilderColumns {

    private WilderColumns() {}

    /** Moves the window's averages to sample t &gt;= 1; {@code state} still describes the sample before. */
    static void move(FeatureState state, FeatureWindowState window, Sample s, long t) {
        int w = window.windowSamples;
        double divisor = Math.min(t, w);
        double up = s.high() - state.previousHigh;
        double down = state.previousLow - s.low();
        double plus = up > down ? Math.max(up, 0) : 0;
        double minus = down > up ? Math.max(down, 0) : 0;
        double range = trueRange(s, state.previousClose);
        window.averageTrueRange += (range - window.averageTrueRange) / divisor;
        window.averagePlus += (plus - window.averagePlus) / divisor;
        window.averageMinus += (minus - window.averageMinus) / divisor;
        if (t >= w) {
            double index = directionalIndex(window);
            window.averageIndex += (index - window.averageIndex) / Math.min(t - w + 1, w);
        }
    }

    /** Writes ATR and DI from t = w, ADX from t = 2w - 1. */
    static void write(FeatureWindowState window, long t, double[] out, int base) {
        WindowColumns.put(out, base, WindowFeature.ATR, window.averageTrueRange);
        WindowColumns.put(out, base, WindowFeature.PDI, plusIndicator(window));
        WindowColumns.put(out, base, WindowFeature.MDI, minusIndicator(window));
        if (t >= WindowFeature.ADX.firstIndex(window.windowSamples)) {
            WindowColumns.put(out, base, WindowFeature.ADX, window.averageIndex);
        }
    }

    /** Writes %K (t &gt;= w - 1) and its mean over three samples (t &gt;= w + 1). */
    static void writeStochastic(FeatureWindowState window, double stochastic, long t, double[] out, int base) {
        WindowColumns.put(out, base, WindowFeature.STOCHK, stochastic);
        if (t >= WindowFeature.STOCHD.firstIndex(window.windowSamples)) {
            double sum = stochastic + window.stochasticBack1 + window.stochasticBack2;
            WindowColumns.put(out, base, WindowFeature.STOCHD, sum / 3);
        }
    }

    /** Moves the averages of RSI period n, the i-th, to sample t &gt;= 1 and returns the index, NaN before t = n. */
    static double relativeStrength(FeatureState state, int i, int n, double change, long t) {
        double divisor = Math.min(t, n);
        double gain = state.averageGain[i] + (Math.max(change, 0) - state.averageGain[i]) / divisor;
        double loss = state.averageLoss[i] + (Math.max(-change, 0) - state.averageLoss[i]) / divisor;
        state.averageGain[i] = gain;
        state.averageLoss[i] = loss;
        if (t < n) {
            return Double.NaN;
        }
        return gain + loss == 0 ? 50 : 100 * (gain / (gain + loss));
    }

    static double plusIndicator(FeatureWindowState window) {
        return indicator(window.averagePlus, window.averageTrueRange);
    }

    static double minusIndicator(FeatureWindowState window) {
        return indicator(window.averageMinus, window.averageTrueRange);
    }

    private static double trueRange(Sample s, double previousClose) {
        double fromClose = Math.max(Math.abs(s.high() - previousClose), Math.abs(s.low() - previousClose));
        return Math.max(s.high() - s.low(), fromClose);
    }

    private static double indicator(double movement, double range) {
        return range == 0 ? 0 : 100 * (movement / range);
    }

    private static double directionalIndex(FeatureWindowState window) {
        double plus = plusIndicator(window);
        double minus = minusIndicator(window);
        double sum = plus + minus;
        return sum == 0 ? 0 : 100 * (Math.abs(plus - minus) / sum);
    }
}
