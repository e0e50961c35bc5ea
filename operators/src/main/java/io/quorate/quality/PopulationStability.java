package io.quorate.quality;

/**
 * Population stability index and Kolmogorov-Smirnov distance of binned counts.
 *
 * <p>PSI = sum (c - r) ln(c / r) over proportions floored at 1e-4, not renormalised. NaN when one side is empty.
 */
public final class PopulationStability {

    private static final double FLOOR = 1e-4;

    private PopulationStability() {}

    /** Bin of a value: the number of ascending edges at or below it. */
    public static int bin(double[] edges, double x) {
        int bin = 0;
        for (double edge : edges) {
            bin += edge <= x ? 1 : 0;
        }
        return bin;
    }

    /** PSI of counts against reference counts of as many bins. */
    public static double psi(long[] counts, long[] reference) {
        double n = sum(counts);
        double m = sum(reference);
        if (n == 0 || m == 0) {
            return Double.NaN;
        }
        double psi = 0;
        for (int b = 0; b < counts.length; b++) {
            double c = Math.max(FLOOR, counts[b] / n);
            double r = Math.max(FLOOR, reference[b] / m);
            psi += (c - r) * StrictMath.log(c / r);
        }
        return psi;
    }

    /** Pearson's sum (c - r)^2 / r over the same proportions, which an empty bin does not blow up. */
    static double pearson(long[] counts, long[] reference) {
        double n = sum(counts);
        double m = sum(reference);
        double sum = 0;
        for (int b = 0; b < counts.length; b++) {
            double c = Math.max(FLOOR, counts[b] / n);
            double r = Math.max(FLOOR, reference[b] / m);
            sum += (c - r) * (c - r) / r;
        }
        return sum;
    }

    /** Greatest distance of the distribution functions at the edges: never more than that of the values themselves. */
    public static double distance(long[] counts, long[] reference) {
        double n = sum(counts);
        double m = sum(reference);
        if (n == 0 || m == 0) {
            return Double.NaN;
        }
        double greatest = 0;
        long below = 0;
        long belowReference = 0;
        for (int b = 0; b < counts.length; b++) {
            below += counts[b];
            belowReference += reference[b];
            greatest = Math.max(greatest, Math.abs(below / n - belowReference / m));
        }
        return greatest;
    }

    static long sum(long[] counts) {
        long sum = 0;
        for (long n : counts) {
            sum += n;
        }
        return sum;
    }
}
