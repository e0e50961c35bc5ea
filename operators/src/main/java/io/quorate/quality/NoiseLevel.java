package io.quorate.quality;

/**
 * Mean and variance of a statistic without drift, as blocks of the reference data showed them, at any number of rows.
 *
 * @param mean at that number
 * @param variance at that number
 * @param blocks how many blocks of about that length there were
 */
record NoiseLevel(double mean, double variance, double blocks) {

    /** Sigmas by which the mean may have been measured too low. */
    private static final double DOUBT = 1.645;

    /**
     * Between the lengths by their logarithm; beyond the longest it goes on to grow as from the one before, at most in
     * proportion.
     *
     * @param rows lengths of the blocks, at least one
     */
    static NoiseLevel at(int[] rows, double[] means, double[] variances, double length, double totalRows) {
        double reached = Math.min(Math.max(length, rows[0]), rows[rows.length - 1]);
        double growth = growth(rows, means, length);
        return new NoiseLevel(
                between(rows, means, reached) * growth,
                between(rows, variances, reached) * growth * growth,
                totalRows / reached);
    }

    /** The value at a length; that of the nearest beyond the ends, NaN when nothing was measured. */
    static double between(int[] rows, double[] values, double length) {
        if (rows.length == 0) {
            return Double.NaN;
        }
        int above = 0;
        while (above < rows.length && rows[above] < length) {
            above++;
        }
        if (above == 0) {
            return values[0];
        }
        if (above == rows.length) {
            return values[rows.length - 1];
        }
        double from = StrictMath.log(rows[above - 1]);
        double share = (StrictMath.log(length) - from) / (StrictMath.log(rows[above]) - from);
        return values[above - 1] + share * (values[above] - values[above - 1]);
    }

    private static double growth(int[] rows, double[] means, double length) {
        int last = rows.length - 1;
        if (last < 1 || length <= rows[last] || !(means[last] > means[last - 1]) || !(means[last - 1] > 0)) {
            return 1;
        }
        double power =
                StrictMath.log(means[last] / means[last - 1]) / StrictMath.log(rows[last] / (double) rows[last - 1]);
        return StrictMath.pow(length / rows[last], Math.min(1, power));
    }

    /**
     * P(X &gt;= x) of the sum of weighted chi-squares with this mean and variance whose tail is heaviest: all the variance
     * in one of them. Mean and variance are taken as great as that many blocks cannot exclude.
     */
    double tail(double x) {
        double mostVariance = variance * (1 + 2 * StrictMath.sqrt(2 / blocks));
        double mostMean = mean + DOUBT * StrictMath.sqrt(variance / blocks);
        double weight = StrictMath.sqrt(mostVariance / 2);
        return weight > 0 ? GammaTail.chiSquare(1, 1 + (x - mostMean) / weight) : x > mostMean ? 0 : 1;
    }
}
