package io.quorate.risk;

import io.quorate.schema.control.CorrelationLimits;
import io.quorate.schema.control.CorrelationMethod;
import io.quorate.schema.state.PortfolioState;
import io.quorate.schema.state.ReturnState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Correlations of symbols from the returns a portfolio remembers; NaN = not known: too few common ticks, or a symbol that
 * never moved in them.
 *
 * <p>EWMA, pair by pair over the ticks both have, zero mean: {@code c = lambda c + (1 - lambda) x y}. Ledoit-Wolf over
 * the ticks all have, on standardised returns: {@code (1 - delta) S}, delta = min(b^2, d^2) / d^2 with {@code d^2 = |S -
 * I|^2 / n}, {@code b^2 = sum_t |x_t x_t' - S|^2 / (n T^2)}. Source: RiskMetrics technical document, 1996; Ledoit and
 * Wolf, A well-conditioned estimator for large-dimensional covariance matrices, 2004.
 */
final class Correlations {

    private Correlations() {}

    /** Square matrix in the order of the symbols, ones on its diagonal. */
    static double[][] of(PortfolioState state, List<String> symbols, CorrelationLimits limits) {
        int n = symbols.size();
        ReturnState[] series = new ReturnState[n];
        for (int i = 0; i < n; i++) {
            series[i] = known(ReturnSeries.find(state, symbols.get(i)), limits.clockMs());
        }
        double[][] rho = limits.method() == CorrelationMethod.EWMA ? new double[n][n] : shrunk(series, limits);
        for (int i = 0; i < n; i++) {
            rho[i][i] = 1;
            for (int j = 0; j < i && limits.method() == CorrelationMethod.EWMA; j++) {
                rho[i][j] = ewma(series[i], series[j], limits);
                rho[j][i] = rho[i][j];
            }
        }
        return rho;
    }

    private static @Nullable ReturnState known(@Nullable ReturnState s, long clockMs) {
        return s == null || s.clockMs != clockMs || s.ring.length == 0 ? null : s;
    }

    private static double ewma(@Nullable ReturnState a, @Nullable ReturnState b, CorrelationLimits limits) {
        if (a == null || b == null) {
            return Double.NaN;
        }
        double lambda = limits.lambda();
        double xx = 0;
        double yy = 0;
        double xy = 0;
        int points = 0;
        long newest = Math.min(a.ringTick, b.ringTick);
        for (long t = newest - ReturnSeries.CAPACITY + 1; t <= newest; t++) {
            double x = ReturnSeries.at(a, t);
            double y = ReturnSeries.at(b, t);
            if (!Double.isNaN(x) && !Double.isNaN(y)) {
                xx = lambda * xx + (1 - lambda) * x * x;
                yy = lambda * yy + (1 - lambda) * y * y;
                xy = lambda * xy + (1 - lambda) * x * y;
                points++;
            }
        }
        boolean moved = xx > 0 && yy > 0;
        return points < limits.minPoints() || !moved
                ? Double.NaN
                : clamp(xy / (StrictMath.sqrt(xx) * StrictMath.sqrt(yy)));
    }

    private static double clamp(double rho) {
        return Math.max(-1, Math.min(1, rho));
    }

    private static double[][] shrunk(@Nullable ReturnState[] series, CorrelationLimits limits) {
        int n = series.length;
        double[][] rho = new double[n][n];
        double[][] x = common(series);
        if (x == null || x.length < limits.minPoints() || !standardise(x)) {
            for (double[] row : rho) {
                Arrays.fill(row, Double.NaN);
            }
            return rho;
        }
        int points = x.length;
        double distance = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                for (double[] row : x) {
                    rho[i][j] += row[i] * row[j] / points;
                }
                distance += i == j ? 0 : rho[i][j] * rho[i][j] / n;
            }
        }
        double noise = 0;
        for (double[] row : x) {
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    double error = row[i] * row[j] - rho[i][j];
                    noise += error * error / n / points / points;
                }
            }
        }
        double kept = distance > 0 ? 1 - Math.min(noise, distance) / distance : 1;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                rho[i][j] = i == j ? 1 : clamp(kept * rho[i][j]);
            }
        }
        return rho;
    }

    /** Rows of the ticks every series has, oldest first; null when a series is missing. */
    private static double @Nullable [][] common(@Nullable ReturnState[] series) {
        long newest = Long.MAX_VALUE;
        for (ReturnState s : series) {
            if (s == null) {
                return null;
            }
            newest = Math.min(newest, s.ringTick);
        }
        List<double[]> rows = new ArrayList<>();
        for (long t = newest - ReturnSeries.CAPACITY + 1; t <= newest; t++) {
            double[] row = new double[series.length];
            boolean all = true;
            for (int i = 0; i < row.length; i++) {
                ReturnState s = series[i];
                row[i] = s == null ? Double.NaN : ReturnSeries.at(s, t);
                all &= !Double.isNaN(row[i]);
            }
            if (all) {
                rows.add(row);
            }
        }
        return rows.toArray(new double[0][]);
    }

    /** Takes every column to mean 0 and variance 1; false when one is constant. */
    private static boolean standardise(double[][] x) {
        for (int i = 0; i < x[0].length; i++) {
            double mean = 0;
            for (double[] row : x) {
                mean += row[i] / x.length;
            }
            double variance = 0;
            for (double[] row : x) {
                variance += (row[i] - mean) * (row[i] - mean) / x.length;
            }
            if (!(variance > 0)) {
                return false;
            }
            double sigma = StrictMath.sqrt(variance);
            for (double[] row : x) {
                row[i] = (row[i] - mean) / sigma;
            }
        }
        return true;
    }
}
