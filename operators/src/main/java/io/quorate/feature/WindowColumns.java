package io.quorate.feature;

import static io.quorate.feature.WindowFold.CLOSE_M2;

/**
 * Turns the fold of a whole window into its columns.
 *
 * <p>Sources: Parkinson 1980, Garman and Klass 1980, Rogers and Satchell 1991, Yang and Zhang 2000, Barndorff-Nielsen
 * and Shephard 2004 (bipower variation), Kaufman (efficiency ratio). Standard deviations have ddof 1; skewness and
 * excess kurtosis are bias-corrected (G1, G2) and need 3 and 4 samples. A quotient whose divisor is 0 is NaN unless said otherwise.
 */
final class WindowColumns {

    private static final double FOUR_LN_2 = 4 * StrictMath.log(2);

    private WindowColumns() {}

    /** Mean, spread, shape, trend and extremes of the closes; defined from t = w - 1. */
    static void writeCloses(double[] fold, int w, double close, double[] out, int base) {
        boolean constant = fold[WindowFold.CLOSE_MIN] == fold[WindowFold.CLOSE_MAX];
        double squares = constant ? 0 : fold[CLOSE_M2];
        double deviation = close - fold[WindowFold.ANCHOR] - fold[WindowFold.CLOSE_OFFSET];
        double std = Math.sqrt(squares / (w - 1));
        double populationStd = Math.sqrt(squares / w);
        put(out, base, WindowFeature.MEAN, fold[WindowFold.ANCHOR] + fold[WindowFold.CLOSE_OFFSET]);
        put(out, base, WindowFeature.STD, std);
        put(out, base, WindowFeature.MIN, fold[WindowFold.CLOSE_MIN]);
        put(out, base, WindowFeature.MAX, fold[WindowFold.CLOSE_MAX]);
        put(out, base, WindowFeature.Z, constant ? Double.NaN : deviation / std);
        put(out, base, WindowFeature.PCTB, constant ? Double.NaN : 0.5 + deviation / (4 * populationStd));
        put(out, base, WindowFeature.PCTB1, constant ? Double.NaN : 0.5 + deviation / (4 * std));
        put(out, base, WindowFeature.SKEW, constant ? Double.NaN : skewness(fold, CLOSE_M2, w));
        put(out, base, WindowFeature.KURT, constant ? Double.NaN : excessKurtosis(fold, CLOSE_M2, w));
        double timeSquares = w * ((double) w * w - 1) / 12;
        double together = constant ? 0 : fold[WindowFold.CLOSE_TIME];
        put(out, base, WindowFeature.SLOPE, together / timeSquares);
        double r2 = Math.min(1, together / timeSquares * (together / squares));
        put(out, base, WindowFeature.R2, constant ? Double.NaN : r2);
    }

    /** Range-based volatility, volume and volume-weighted price; defined from t = w - 1. */
    static void writeRanges(double[] fold, int w, double close, double volume, double[] out, int base) {
        put(out, base, WindowFeature.PARK, Math.sqrt(fold[WindowFold.RANGE_SQUARES] / w / FOUR_LN_2));
        put(out, base, WindowFeature.GK, Math.sqrt(Math.max(0, fold[WindowFold.GARMAN_KLASS] / w)));
        put(out, base, WindowFeature.RS, Math.sqrt(Math.max(0, fold[WindowFold.ROGERS_SATCHELL] / w)));
        double volumeStd = Math.sqrt(fold[WindowFold.VOLUME_M2] / (w - 1));
        put(out, base, WindowFeature.VOLZ, quotient(volume - fold[WindowFold.VOLUME_MEAN], volumeStd));
        double vwap = quotient(fold[WindowFold.NOTIONAL], fold[WindowFold.VOLUME]);
        put(out, base, WindowFeature.VWAPDEV, (close - vwap) / vwap);
    }

    /** Columns of the last w returns, and those that look at the close w samples ago; defined from t = w. */
    static void writeReturns(double[] fold, int w, double close, double closeBack, double[] out, int base) {
        double std = Math.sqrt(fold[WindowFold.RETURN_M2] / (w - 1));
        put(out, base, WindowFeature.RMEAN, fold[WindowFold.RETURN_MEAN]);
        put(out, base, WindowFeature.RSTD, std);
        put(out, base, WindowFeature.CCVOL, std);
        put(out, base, WindowFeature.RSKEW, skewness(fold, WindowFold.RETURN_M2, w));
        put(out, base, WindowFeature.RKURT, excessKurtosis(fold, WindowFold.RETURN_M2, w));
        put(out, base, WindowFeature.YZ, yangZhang(fold, w));
        double realised = fold[WindowFold.RETURN_SQUARES];
        double bipower = Math.PI / 2 * fold[WindowFold.BIPOWER] * w / (w - 1);
        put(out, base, WindowFeature.RV, realised);
        put(out, base, WindowFeature.BV, bipower);
        put(out, base, WindowFeature.JUMP, realised == 0 ? 0 : Math.max(0, realised - bipower) / realised);
        put(out, base, WindowFeature.ROC, 100 * (close / closeBack - 1));
        put(out, base, WindowFeature.ER, efficiency(fold, close, closeBack));
        double flow = fold[WindowFold.FLOW_UP] + fold[WindowFold.FLOW_DOWN];
        put(out, base, WindowFeature.MFI, flow == 0 ? 50 : 100 * (fold[WindowFold.FLOW_UP] / flow));
    }

    /** Yang-Zhang volatility of the last w samples; needs a sample before them. */
    static double yangZhang(double[] fold, int w) {
        double k = 0.34 / (1.34 + (w + 1.0) / (w - 1.0));
        double night = fold[WindowFold.NIGHT_M2] / (w - 1);
        double day = fold[WindowFold.DAY_M2] / (w - 1);
        return Math.sqrt(Math.max(0, night + k * day + (1 - k) * (fold[WindowFold.ROGERS_SATCHELL] / w)));
    }

    /** Efficiency ratio: distance over path; 0 when nothing moved. */
    static double efficiency(double[] fold, double close, double closeBack) {
        double path = fold[WindowFold.PATH];
        return path == 0 ? 0 : Math.abs(close - closeBack) / path;
    }

    /** Stochastic %K; 50 when the range is empty. */
    static double stochastic(double[] fold, double close) {
        double lowest = fold[WindowFold.LOWEST];
        double range = fold[WindowFold.HIGHEST] - lowest;
        return range == 0 ? 50 : 100 * ((close - lowest) / range);
    }

    static void put(double[] out, int base, WindowFeature feature, double value) {
        out[base + feature.place()] = value;
    }

    private static double skewness(double[] fold, int squares, int n) {
        if (n < 3) {
            return Double.NaN;
        }
        double m2 = fold[squares] / n;
        double m3 = fold[squares + 1] / n;
        return Math.sqrt((double) n * (n - 1)) / (n - 2) * (m3 / (m2 * Math.sqrt(m2)));
    }

    private static double excessKurtosis(double[] fold, int squares, int n) {
        if (n < 4) {
            return Double.NaN;
        }
        double m2 = fold[squares] / n;
        double m4 = fold[squares + 2] / n;
        return (n - 1.0) / ((n - 2.0) * (n - 3.0)) * ((n + 1) * (m4 / (m2 * m2)) - 3 * (n - 1.0));
    }

    private static double quotient(double a, double b) {
        return b == 0 ? Double.NaN : a / b;
    }
}
