package io.quorate.job.backtest;

import io.quorate.backtest.PeriodReturns;
import java.util.Arrays;

/**
 * Sharpe ratio of the returns up to now over a window, annualised, at up to 1,000 places of the series.
 *
 * @param windowPeriods returns of each window; 0 when there are too few for any
 * @param timesMs end of each window
 * @param values NaN where the returns of the window are all the same
 */
record RollingSharpe(int windowPeriods, long[] timesMs, double[] values) {
    private static final int LEAST_WINDOW = 20;
    private static final int MOST_WINDOW = 50_000;
    private static final int PLACES = 1_000;

    /** Windows of a tenth of the returns. */
    static RollingSharpe of(PeriodReturns periods, double periodsPerYear) {
        double[] returns = periods.returns();
        int window = Math.min(MOST_WINDOW, Math.max(LEAST_WINDOW, returns.length / 10));
        if (returns.length < 2 * window) {
            return new RollingSharpe(0, new long[0], new double[0]);
        }
        int last = returns.length - window;
        int places = Math.min(PLACES, last + 1);
        long[] endMs = periods.endMs();
        long[] times = new long[places];
        double[] values = new double[places];
        for (int i = 0; i < places; i++) {
            int from = (int) ((long) last * i / (places - 1));
            times[i] = endMs[from + window - 1];
            values[i] = sharpe(returns, from, from + window) * StrictMath.sqrt(periodsPerYear);
        }
        return new RollingSharpe(window, times, values);
    }

    private static double sharpe(double[] returns, int from, int to) {
        int n = to - from;
        double mean = Arrays.stream(returns, from, to).sum() / n;
        double squares = 0;
        for (int i = from; i < to; i++) {
            squares += (returns[i] - mean) * (returns[i] - mean);
        }
        double deviation = StrictMath.sqrt(squares / (n - 1));
        return deviation > 1e-14 ? mean / deviation : Double.NaN;
    }
}
