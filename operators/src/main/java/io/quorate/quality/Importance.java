package io.quorate.quality;

/**
 * How much of the variance of the ensemble's probability the bins of one column explain: epsilon squared, the correlation
 * ratio less what bins explain by chance. 0 when the probability does not vary or there are too few rows.
 *
 * <p>It says what the ensemble looks at, not what is true: no label is needed, and a feature that only works together
 * with others has little.
 */
public final class Importance {

    /** Units of the fixed-point probability. */
    public static final double ONE = (double) (1L << 30);

    private Importance() {}

    /**
     * The share, in [0, 1].
     *
     * @param counts rows per bin, missing values a bin of their own
     * @param sums sum of the probability per bin, in units of 2^-30
     * @param squares sum of the squared probability over all bins, in units of 2^-30
     */
    public static double of(long[] counts, long[] sums, long squares) {
        double rows = 0;
        double sum = 0;
        double between = 0;
        int bins = 0;
        for (int b = 0; b < counts.length; b++) {
            if (counts[b] > 0) {
                double part = sums[b] / ONE;
                rows += counts[b];
                sum += part;
                between += part * part / counts[b];
                bins++;
            }
        }
        double total = squares / ONE - sum * sum / rows;
        // what fixed point cannot tell from a constant
        if (rows <= bins || total <= rows * 1e-8) {
            return 0;
        }
        between -= sum * sum / rows;
        double within = (total - between) / (rows - bins);
        return Math.min(1, Math.max(0, (between - (bins - 1) * within) / total));
    }

    /** Rank correlation of two lists, ties with their mean rank; NaN when one of them is constant. */
    static double rankCorrelation(double[] a, double[] b) {
        double[] x = ranks(a);
        double[] y = ranks(b);
        double mean = (a.length - 1) / 2.0;
        double xy = 0;
        double xx = 0;
        double yy = 0;
        for (int i = 0; i < x.length; i++) {
            xy += (x[i] - mean) * (y[i] - mean);
            xx += (x[i] - mean) * (x[i] - mean);
            yy += (y[i] - mean) * (y[i] - mean);
        }
        return xx == 0 || yy == 0 ? Double.NaN : xy / StrictMath.sqrt(xx * yy);
    }

    private static double[] ranks(double[] values) {
        double[] ranks = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            int less = 0;
            int equal = 0;
            for (double other : values) {
                less += other < values[i] ? 1 : 0;
                equal += other == values[i] ? 1 : 0;
            }
            ranks[i] = less + (equal - 1) / 2.0;
        }
        return ranks;
    }
}
