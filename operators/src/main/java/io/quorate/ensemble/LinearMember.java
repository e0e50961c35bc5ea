package io.quorate.ensemble;

/**
 * A linear model on standardised features, with the scaler folded in: margin = bias + sum w/scale (x - mean).
 *
 * <p>A missing feature (NaN) stands at its training mean and adds nothing. An infinite one makes the margin NaN: no
 * answer. Four partial sums in a fixed order. Immutable.
 */
public final class LinearMember implements Member {
    private final String name;
    private final double bias;
    private final double[] slope;
    private final double[] mean;

    /**
     * Folds the scaler into the weights.
     *
     * @param weights one per standardised feature
     * @throws IllegalArgumentException if sizes differ or a number is not finite
     */
    public LinearMember(String name, double bias, double[] weights, FeatureScaler scaler) {
        if (weights.length != scaler.size()) {
            throw new IllegalArgumentException(
                    "expected " + scaler.size() + " weights of " + name + ", was " + weights.length);
        }
        this.name = name;
        this.bias = finite(bias, name + " bias");
        this.mean = scaler.mean();
        this.slope = new double[weights.length];
        double[] scale = scaler.scale();
        for (int i = 0; i < slope.length; i++) {
            slope[i] = finite(weights[i] / scale[i], name + " weight " + i);
        }
    }

    private LinearMember(String name, double bias, double[] slope, double[] mean) {
        this.name = name;
        this.bias = bias;
        this.slope = slope;
        this.mean = mean;
    }

    @Override
    public LinearMember inOrder(int[] columns) {
        double[] slopes = new double[slope.length];
        double[] means = new double[slope.length];
        for (int j = 0; j < slope.length; j++) {
            slopes[columns[j]] = slope[j];
            means[columns[j]] = mean[j];
        }
        return new LinearMember(name, bias, slopes, means);
    }

    /** Weight times standardised value of each feature; the bias is the margin at the training mean. */
    @Override
    public MemberContributions contributions() {
        return (row, out) -> {
            double[] x = row.values();
            for (int i = 0; i < slope.length; i++) {
                out[i] += term(x, i);
            }
            return bias;
        };
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public double margin(FeatureRow row) {
        double[] x = row.values();
        double s0 = bias;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int i = 0;
        for (; i + 4 <= slope.length; i += 4) {
            s0 += term(x, i);
            s1 += term(x, i + 1);
            s2 += term(x, i + 2);
            s3 += term(x, i + 3);
        }
        for (; i < slope.length; i++) {
            s0 += term(x, i);
        }
        double margin = (s0 + s1) + (s2 + s3);
        return Double.isFinite(margin) ? margin : Double.NaN;
    }

    private double term(double[] x, int i) {
        double centred = x[i] - mean[i];
        return Double.isNaN(centred) ? 0 : slope[i] * centred;
    }

    private static double finite(double value, String what) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("expected a finite " + what + ", was " + value);
        }
        return value;
    }
}
