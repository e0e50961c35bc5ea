package io.quorate.backtest;

import java.util.Arrays;

/**
 * Simple returns of consecutive periods.
 *
 * @param endMs end of each period
 * @param returns of each
 */
public record PeriodReturns(long[] endMs, double[] returns) {

    private static final double YEAR_MS = 365.25 * 86_400_000.0;
    /** A span from which on the periods of a year can be counted. */
    private static final double COUNTABLE_MS = 28 * 86_400_000.0;

    static PeriodReturns grid(EquitySeries series, long periodMs) {
        if (series.size() == 0) {
            return new PeriodReturns(new long[0], new double[0]);
        }
        long first = Math.floorDiv(series.tsMs(0) - 1, periodMs);
        long last = Math.floorDiv(series.tsMs(series.size() - 1) - 1, periodMs);
        long count = last - first + 1;
        if (count > EquitySeries.MOST_PERIODS) {
            throw new IllegalArgumentException(
                    "expected at most " + EquitySeries.MOST_PERIODS + " periods of " + periodMs + " ms, was " + count);
        }
        long[] ends = new long[(int) count];
        double[] r = new double[(int) count];
        double before = series.initialEquity();
        int at = 0;
        for (int k = 0; k < r.length; k++) {
            ends[k] = (first + k + 1) * periodMs;
            double equity = before;
            while (at < series.size() && series.tsMs(at) <= ends[k]) {
                equity = series.equity(at++);
            }
            r[k] = equity / before - 1;
            before = equity;
        }
        return new PeriodReturns(ends, r);
    }

    /** Median distance of two period ends; 0 with fewer than two. */
    public long medianSpacingMs() {
        int n = endMs.length - 1;
        if (n < 1) {
            return 0;
        }
        long[] gaps = new long[n];
        for (int i = 0; i < n; i++) {
            gaps[i] = endMs[i + 1] - endMs[i];
        }
        Arrays.sort(gaps);
        return gaps[(n - 1) / 2];
    }

    /**
     * Periods of a year of 365.25 days: counted over a span of 28 days or more, which knows of nights and weekends;
     * from the median spacing of a shorter one. NaN with fewer than two periods.
     */
    public double periodsPerYear() {
        long spacing = medianSpacingMs();
        if (spacing == 0) {
            return Double.NaN;
        }
        double spanMs = endMs[endMs.length - 1] - endMs[0];
        return spanMs >= COUNTABLE_MS ? (endMs.length - 1) / (spanMs / YEAR_MS) : YEAR_MS / spacing;
    }

    /** Whether {@link #periodsPerYear()} was counted. */
    public boolean counted() {
        return endMs.length > 1 && endMs[endMs.length - 1] - endMs[0] >= COUNTABLE_MS;
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof PeriodReturns p && Arrays.equals(endMs, p.endMs) && Arrays.equals(returns, p.returns);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(endMs) + Arrays.hashCode(returns);
    }
}
