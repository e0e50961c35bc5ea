package io.quorate.learn;

import io.quorate.ensemble.PlattCalibration;

/**
 * Fits p = sigmoid(a f + b) by maximum likelihood on the smoothed targets (N+ + 1)/(N+ + 2) and 1/(N- + 2) (Platt 1999).
 *
 * <p>Newton's method with a ridge and step halving (Lin, Lin and Weng 2007) on margins scaled to unit deviation; the
 * objective is convex, so it ends at the optimum within {@value #MAX_STEPS} steps.
 *
 * <p>A slope of less than {@value #LEAST_SLOPE} per deviation is raised to that: margins without an edge are often turned
 * round on held-back blocks, whose base rate the rest of the rows makes up for, and a calibration that follows would bet
 * against its member. As it is, the member keeps its order and says nearly the base rate.
 */
final class PlattFit {
    private static final int MAX_STEPS = 100;
    private static final double RIDGE = 1e-12;
    private static final double TOLERANCE = 1e-10;
    private static final double LEAST_SLOPE = 0.01;

    private final double[] f;
    private final double[] target;

    private PlattFit(double[] f, double[] target) {
        this.f = f;
        this.target = target;
    }

    /**
     * The calibration of a member.
     *
     * @throws IllegalArgumentException if a margin is not a number or only one label occurs
     */
    static PlattCalibration fit(double[] margins, int[] labels) {
        int positives = 0;
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < margins.length; i++) {
            if (Double.isNaN(margins[i])) {
                throw new IllegalArgumentException("expected a margin of calibration row " + i + ", was NaN");
            }
            positives += labels[i];
            sum += margins[i];
        }
        int negatives = margins.length - positives;
        if (positives == 0 || negatives == 0) {
            throw new IllegalArgumentException("expected both labels to calibrate on, was " + positives
                    + " positives and " + negatives + " negatives");
        }
        double mean = sum / margins.length;
        for (double margin : margins) {
            squares += (margin - mean) * (margin - mean);
        }
        double deviation = StrictMath.sqrt(squares / margins.length);
        double scale = deviation > 0 ? deviation : 1;
        double[] f = new double[margins.length];
        double[] target = new double[margins.length];
        for (int i = 0; i < f.length; i++) {
            f[i] = (margins[i] - mean) / scale;
            target[i] = labels[i] == 1 ? (positives + 1.0) / (positives + 2.0) : 1.0 / (negatives + 2.0);
        }
        PlattFit fit = new PlattFit(f, target);
        double start = StrictMath.log((positives + 1.0) / (negatives + 1.0));
        double[] ab = fit.solve(0, start, true);
        if (deviation > 0 && ab[0] < LEAST_SLOPE) {
            ab = fit.solve(LEAST_SLOPE, start, false);
        }
        return new PlattCalibration(ab[0] / scale, ab[1] - ab[0] * mean / scale);
    }

    private double[] solve(double startSlope, double startIntercept, boolean slopeIsFree) {
        double a = startSlope;
        double b = startIntercept;
        double loss = loss(a, b);
        for (int step = 0; step < MAX_STEPS; step++) {
            double ga = 0;
            double gb = 0;
            double haa = RIDGE;
            double hab = 0;
            double hbb = RIDGE;
            for (int i = 0; i < f.length; i++) {
                double p = PlattCalibration.sigmoid(a * f[i] + b);
                double error = p - target[i];
                double w = p * (1 - p);
                ga += f[i] * error;
                gb += error;
                haa += w * f[i] * f[i];
                hab += w * f[i];
                hbb += w;
            }
            if (!slopeIsFree) {
                ga = 0;
                hab = 0;
            }
            if (Math.abs(ga) < TOLERANCE * f.length && Math.abs(gb) < TOLERANCE * f.length) {
                break;
            }
            double determinant = haa * hbb - hab * hab;
            double da = -(hbb * ga - hab * gb) / determinant;
            double db = -(haa * gb - hab * ga) / determinant;
            double size = 1;
            double next = loss(a + da, b + db);
            while (!(next < loss) && size > 1e-10) {
                size /= 2;
                next = loss(a + size * da, b + size * db);
            }
            if (!(next < loss)) {
                break;
            }
            a += size * da;
            b += size * db;
            loss = next;
        }
        return new double[] {a, b};
    }

    /** Cross-entropy, in the form that does not overflow. */
    private double loss(double a, double b) {
        double sum = 0;
        for (int i = 0; i < f.length; i++) {
            double z = a * f[i] + b;
            double positive = Math.max(z, 0);
            sum += positive - target[i] * z + StrictMath.log1p(StrictMath.exp(-Math.abs(z)));
        }
        return sum;
    }
}
