package io.quorate.job.tune;

import io.quorate.backtest.EquitySeries;
import io.quorate.schema.market.MarketEvent;
import java.util.Arrays;
import java.util.List;

/**
 * The periods of returns that all trials share: those, of one length, in which the market did something. A night or a
 * weekend without a record is none.
 *
 * @param endMs end of each, inclusive: a sample at midnight belongs to the day it ends
 * @param periodsPerYear how many there are in a year
 */
record PeriodCalendar(long[] endMs, double periodsPerYear) {
    private static final double YEAR_MS = 365.25 * 86_400_000;

    /**
     * The periods of the records from one event time to before another.
     *
     * @param periodsPerYear NaN to count them
     */
    static PeriodCalendar of(List<MarketEvent> events, long fromMs, long toMs, long periodMs, double periodsPerYear) {
        long[] ends = events.stream()
                .mapToLong(MarketEvent::eventTimeMs)
                .filter(ms -> ms >= fromMs && ms < toMs)
                .map(ms -> (Math.floorDiv(ms - 1, periodMs) + 1) * periodMs)
                .sorted()
                .distinct()
                .toArray();
        double counted = ends.length / ((toMs - fromMs) / YEAR_MS);
        return new PeriodCalendar(ends, Double.isNaN(periodsPerYear) ? counted : periodsPerYear);
    }

    /** Periods that are over at an event time. */
    int over(long throughMs) {
        int at = Arrays.binarySearch(endMs, throughMs);
        return at >= 0 ? at + 1 : -at - 1;
    }

    /**
     * Simple returns of the first periods; a period without a boundary of its own is flat.
     *
     * @throws TrialFailedException when nothing is left to have a return on
     */
    double[] returns(EquitySeries equity, int periods) throws TrialFailedException {
        double[] returns = new double[periods];
        double before = equity.initialEquity();
        int at = 0;
        for (int k = 0; k < periods; k++) {
            double after = before;
            while (at < equity.size() && equity.tsMs(at) <= endMs[k]) {
                after = equity.equity(at++);
            }
            if (!(before > 0) && equity.size() > 0) {
                throw new TrialFailedException("expected equity above 0, was " + before + " before " + endMs[k]);
            }
            returns[k] = after == before ? 0 : after / before - 1;
            before = after;
        }
        return returns;
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof PeriodCalendar c
                && Arrays.equals(endMs, c.endMs)
                && Double.compare(periodsPerYear, c.periodsPerYear) == 0;
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(endMs) + Double.hashCode(periodsPerYear);
    }
}
