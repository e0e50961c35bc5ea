package io.quorate.feature;

/** Statistics of a few numbers, in two passes. */
final class NaiveMoments {

    private NaiveMoments() {}

    static double mean(double[] x) {
        double sum = 0;
        for (double v : x) {
            sum += v / x.length;
        }
        return sum;
    }

    /** Central moment, divided by n; the residual of the mean itself is taken out first. */
    static double moment(double[] x, int power) {
        double mean = mean(x);
        double residual = 0;
        for (double v : x) {
            residual += (v - mean) / x.length;
        }
        double sum = 0;
        for (double v : x) {
            sum += StrictMath.pow(v - mean - residual, power);
        }
        return sum / x.length;
    }

    static double variance(double[] x) {
        return moment(x, 2) * x.length / (x.length - 1);
    }

    static double skew(double[] x) {
        double n = x.length;
        double g = moment(x, 3) / StrictMath.pow(moment(x, 2), 1.5);
        return n < 3 || min(x) == max(x) ? Double.NaN : Math.sqrt(n * (n - 1)) / (n - 2) * g;
    }

    static double kurt(double[] x) {
        double n = x.length;
        double g = (n + 1) * moment(x, 4) / StrictMath.pow(moment(x, 2), 2) - 3 * (n - 1);
        return n < 4 || min(x) == max(x) ? Double.NaN : (n - 1) / ((n - 2) * (n - 3)) * g;
    }

    static double slope(double[] x) {
        double middle = (x.length - 1) / 2.0;
        double mean = mean(x);
        double xy = 0;
        double xx = 0;
        for (int i = 0; i < x.length; i++) {
            xy += (i - middle) * (x[i] - mean);
            xx += (i - middle) * (i - middle);
        }
        return xy / xx;
    }

    static double r2(double[] x) {
        double middle = (x.length - 1) / 2.0;
        double mean = mean(x);
        double slope = slope(x);
        double left = 0;
        double all = 0;
        for (int i = 0; i < x.length; i++) {
            left += StrictMath.pow(x[i] - mean - slope * (i - middle), 2);
            all += StrictMath.pow(x[i] - mean, 2);
        }
        return 1 - left / all;
    }

    static double min(double[] x) {
        double least = x[0];
        for (double v : x) {
            least = Math.min(least, v);
        }
        return least;
    }

    static double max(double[] x) {
        double most = x[0];
        for (double v : x) {
            most = Math.max(most, v);
        }
        return most;
    }
}
