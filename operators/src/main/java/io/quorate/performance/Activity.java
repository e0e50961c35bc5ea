package io.quorate.performance;

import java.util.LinkedHashMap;
import java.util.Map;

/** How much of the equity was at work, and how often it was turned over. */
public final class Activity {

    private Activity() {}

    /** Share of periods with a position, mean and greatest gross exposure as fractions of equity. */
    public static Map<String, Figure> exposure(double[] grossExposure) {
        int open = 0;
        double greatest = 0;
        for (double e : grossExposure) {
            if (!(e >= 0) || Double.isInfinite(e)) {
                throw new IllegalArgumentException("expected gross exposure from 0, was " + e);
            }
            open += e > 0 ? 1 : 0;
            greatest = Math.max(greatest, e);
        }
        Map<String, Figure> figures = new LinkedHashMap<>();
        figures.put("time_in_market", share(open, grossExposure.length));
        figures.put("average_exposure", share(Moments.sum(grossExposure), grossExposure.length));
        figures.put("max_exposure", grossExposure.length == 0 ? share(0, 0) : Figure.of(greatest));
        return figures;
    }

    /**
     * Turnover: traded notional as a fraction of equity, both sides counted; in all and a year.
     *
     * @param traded of each period
     */
    public static Map<String, Figure> turnover(double[] traded, double periodsPerYear) {
        for (double t : traded) {
            if (!(t >= 0) || Double.isInfinite(t)) {
                throw new IllegalArgumentException("expected traded notional from 0, was " + t);
            }
        }
        double sum = Moments.sum(traded);
        Map<String, Figure> figures = new LinkedHashMap<>();
        figures.put("turnover", Figure.of(sum));
        figures.put("turnover_per_year", share(sum * periodsPerYear, traded.length));
        return figures;
    }

    private static Figure share(double sum, int n) {
        return n == 0 ? Figure.none("no periods") : Figure.of(sum / n);
    }
}
