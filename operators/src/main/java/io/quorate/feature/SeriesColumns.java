package io.quorate.feature;

import io.quorate.schema.state.FeatureState;

/**
 * Columns that follow the whole series: log return, EWMA volatility (lambda 0.94), MACD 12/26/9, on-balance volume.
 *
 * <p>Exponential averages have alpha = 2/(n+1) and start at their first value; the EWMA variance starts at the first
 * squared return; on-balance volume starts at 0.
 */
final class SeriesColumns {

    private static final double LAMBDA = 0.94;
    private static final double ALPHA_FAST = 2.0 / 13;
    private static final double ALPHA_SLOW = 2.0 / 27;
    private static final double ALPHA_SIGNAL = 2.0 / 10;

    private SeriesColumns() {}

    /** Moves the series to sample t; {@code state} still describes the sample before. */
    static void move(FeatureState state, double close, double volume, double logReturn, long t) {
        if (t == 0) {
            state.emaFast = close;
            state.emaSlow = close;
            state.emaSignal = 0;
            return;
        }
        double square = logReturn * logReturn;
        state.ewmaVariance = t == 1 ? square : LAMBDA * state.ewmaVariance + (1 - LAMBDA) * square;
        state.emaFast += ALPHA_FAST * (close - state.emaFast);
        state.emaSlow += ALPHA_SLOW * (close - state.emaSlow);
        state.emaSignal += ALPHA_SIGNAL * (state.emaFast - state.emaSlow - state.emaSignal);
        if (close > state.previousClose) {
            addVolume(state, volume);
        } else if (close < state.previousClose) {
            addVolume(state, -volume);
        }
    }

    /** Adds what the running sum rounds away to a second one (Neumaier 1974): the sum forgets no small volume. */
    private static void addVolume(FeatureState state, double volume) {
        double before = state.onBalanceVolume;
        double sum = before + volume;
        state.onBalanceRest += Math.abs(before) >= Math.abs(volume) ? before - sum + volume : volume - sum + before;
        state.onBalanceVolume = sum;
    }

    static void write(FeatureState state, double logReturn, long t, double[] out) {
        double macd = state.emaFast - state.emaSlow;
        out[SeriesFeature.LOGRET.place()] = t == 0 ? Double.NaN : logReturn;
        out[SeriesFeature.EWMAVOL.place()] = t == 0 ? Double.NaN : Math.sqrt(state.ewmaVariance);
        out[SeriesFeature.MACD.place()] = macd;
        out[SeriesFeature.MACD_SIGNAL.place()] = state.emaSignal;
        out[SeriesFeature.MACD_HIST.place()] = macd - state.emaSignal;
        out[SeriesFeature.OBV.place()] = state.onBalanceVolume + state.onBalanceRest;
    }
}
