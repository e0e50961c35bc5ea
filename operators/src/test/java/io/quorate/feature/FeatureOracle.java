package io.quorate.feature;

import static io.quorate.feature.NaiveMoments.kurt;
import static io.quorate.feature.NaiveMoments.max;
import static io.quorate.feature.NaiveMoments.mean;
import static io.quorate.feature.NaiveMoments.min;
import static io.quorate.feature.NaiveMoments.moment;
import static io.quorate.feature.NaiveMoments.r2;
import static io.quorate.feature.NaiveMoments.skew;
import static io.quorate.feature.NaiveMoments.slope;
import static io.quorate.feature.NaiveMoments.variance;

import io.quorate.schema.market.Sample;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/** Every column written down from its definition, slowly: two passes over each window, averages from the beginning. */
final class FeatureOracle {

    private final List<Sample> s;

    FeatureOracle(List<Sample> samples) {
        s = samples;
    }

    /** Value of a column at sample t, NaN where undefined. */
    double value(String column, int t) {
        int cut = column.lastIndexOf('_');
        if (cut < 0 || column.startsWith("macd")) {
            return series(column, t);
        }
        String name = column.substring(0, cut);
        int w = Integer.parseInt(column.substring(cut + 1));
        if (t < firstIndex(name, w)) {
            return Double.NaN;
        }
        return switch (name) {
            case "mean", "std", "z", "skew", "kurt", "min", "max", "pctb", "pctb1", "slope", "r2" -> closes(name, w, t);
            case "rmean", "rstd", "ccvol", "rskew", "rkurt", "rv", "bv", "jump" -> returns(name, w, t);
            case "park", "gk", "rs", "yz" -> ranges(name, w, t);
            case "volz", "mfi", "vwapdev" -> volumes(name, w, t);
            case "roc" -> 100 * (close(t) / close(t - w) - 1);
            case "er" -> efficiency(w, t);
            case "stochk" -> stochastic(w, t);
            case "stochd" -> (stochastic(w, t) + stochastic(w, t - 1) + stochastic(w, t - 2)) / 3;
            case "rsi" -> strength(w, t);
            case "atr" -> wilder(w, 1, t, this::trueRange);
            case "pdi" -> indicator(w, t, this::plus);
            case "mdi" -> indicator(w, t, this::minus);
            case "adx" -> wilder(w, w, t, i -> directional(w, i));
            default -> throw new IllegalArgumentException(column);
        };
    }

    private static int firstIndex(String name, int w) {
        return switch (name) {
            case "adx" -> 2 * w - 1;
            case "stochd" -> w + 1;
            case "rmean", "rstd", "ccvol", "rskew", "rkurt", "rv", "bv", "jump", "yz", "roc", "er", "rsi" -> w;
            case "atr", "pdi", "mdi", "mfi" -> w;
            default -> w - 1;
        };
    }

    private double series(String column, int t) {
        return switch (column) {
            case "logret" -> t == 0 ? Double.NaN : ret(t);
            case "ewmavol" -> t == 0 ? Double.NaN : ewmavol(t);
            case "macd" -> ema(12, t, this::close) - ema(26, t, this::close);
            case "macd_signal" -> signal(t);
            case "macd_hist" -> series("macd", t) - signal(t);
            case "obv" -> balance(t);
            default -> throw new IllegalArgumentException(column);
        };
    }

    private double closes(String name, int w, int t) {
        double[] x = window(w, t, this::close);
        boolean constant = min(x) == max(x);
        double mean = constant ? x[0] : mean(x);
        double std = constant ? 0 : Math.sqrt(moment(x, 2) * w / (w - 1));
        double population = Math.sqrt(moment(x, 2));
        return switch (name) {
            case "mean" -> mean;
            case "std" -> std;
            case "min" -> min(x);
            case "max" -> max(x);
            case "z" -> constant ? Double.NaN : (close(t) - mean) / std;
            case "pctb" -> constant ? Double.NaN : (close(t) - (mean - 2 * population)) / (4 * population);
            case "pctb1" -> constant ? Double.NaN : (close(t) - (mean - 2 * std)) / (4 * std);
            case "skew" -> skew(x);
            case "kurt" -> kurt(x);
            case "slope" -> constant ? 0 : slope(x);
            default -> constant ? Double.NaN : r2(x);
        };
    }

    private double returns(String name, int w, int t) {
        double[] r = window(w, t, this::ret);
        double realised = sum(w, t, i -> ret(i) * ret(i));
        double products = sum(w - 1, t, i -> Math.abs(ret(i)) * Math.abs(ret(i - 1)));
        double bipower = Math.PI / 2 * products * w / (w - 1);
        return switch (name) {
            case "rmean" -> mean(r);
            case "rstd", "ccvol" -> min(r) == max(r) ? 0 : Math.sqrt(moment(r, 2) * w / (w - 1));
            case "rskew" -> skew(r);
            case "rkurt" -> kurt(r);
            case "rv" -> realised;
            case "bv" -> bipower;
            default -> realised == 0 ? 0 : Math.max(0, realised - bipower) / realised;
        };
    }

    private double ranges(String name, int w, int t) {
        double park = sum(w, t, i -> square(ln(s.get(i).high(), s.get(i).low()))) / w;
        double day2 = sum(w, t, i -> square(ln(s.get(i).close(), s.get(i).open()))) / w;
        double rs = sum(w, t, this::rogersSatchell) / w;
        if (name.equals("park")) {
            return Math.sqrt(park / (4 * StrictMath.log(2)));
        }
        if (name.equals("gk")) {
            return Math.sqrt(Math.max(0, 0.5 * park - (2 * StrictMath.log(2) - 1) * day2));
        }
        if (name.equals("rs")) {
            return Math.sqrt(Math.max(0, rs));
        }
        double k = 0.34 / (1.34 + (w + 1.0) / (w - 1));
        double night = variance(window(w, t, i -> ln(s.get(i).open(), close(i - 1))));
        double day = variance(window(w, t, i -> ln(close(i), s.get(i).open())));
        return Math.sqrt(night + k * day + (1 - k) * rs);
    }

    private double volumes(String name, int w, int t) {
        if (name.equals("volz")) {
            double[] v = window(w, t, i -> s.get(i).volume());
            return min(v) == max(v) ? Double.NaN : (s.get(t).volume() - mean(v)) / Math.sqrt(variance(v));
        }
        if (name.equals("mfi")) {
            double up = sum(
                    w,
                    t,
                    i -> typical(i) > typical(i - 1) ? typical(i) * s.get(i).volume() : 0);
            double down = sum(
                    w,
                    t,
                    i -> typical(i) < typical(i - 1) ? typical(i) * s.get(i).volume() : 0);
            return up + down == 0 ? 50 : 100 * up / (up + down);
        }
        double volume = sum(w, t, i -> s.get(i).volume());
        double notional = sum(
                w, t, i -> s.get(i).volume() * (s.get(i).trades() > 0 ? s.get(i).vwap() : typical(i)));
        return volume == 0 ? Double.NaN : (close(t) - notional / volume) / (notional / volume);
    }

    private double efficiency(int w, int t) {
        double path = sum(w, t, i -> Math.abs(close(i) - close(i - 1)));
        return path == 0 ? 0 : Math.abs(close(t) - close(t - w)) / path;
    }

    private double stochastic(int w, int t) {
        double highest = max(window(w, t, i -> s.get(i).high()));
        double lowest = min(window(w, t, i -> s.get(i).low()));
        return highest == lowest ? 50 : 100 * (close(t) - lowest) / (highest - lowest);
    }

    private double strength(int n, int t) {
        double gain = wilder(n, 1, t, i -> Math.max(close(i) - close(i - 1), 0));
        double loss = wilder(n, 1, t, i -> Math.max(close(i - 1) - close(i), 0));
        if (loss == 0) {
            return gain > 0 ? 100 : 50;
        }
        return 100 - 100 / (1 + gain / loss);
    }

    private double indicator(int w, int t, IntToDoubleFunction movement) {
        double atr = wilder(w, 1, t, this::trueRange);
        return atr == 0 ? 0 : 100 * wilder(w, 1, t, movement) / atr;
    }

    private double directional(int w, int t) {
        double plus = indicator(w, t, this::plus);
        double minus = indicator(w, t, this::minus);
        return plus + minus == 0 ? 0 : 100 * Math.abs(plus - minus) / (plus + minus);
    }

    /** Mean of the items first..first+w-1, then (previous (w-1) + item) / w. */
    private static double wilder(int w, int first, int t, IntToDoubleFunction item) {
        double average = 0;
        for (int i = first; i < first + w; i++) {
            average += item.applyAsDouble(i) / w;
        }
        for (int i = first + w; i <= t; i++) {
            average = (average * (w - 1) + item.applyAsDouble(i)) / w;
        }
        return average;
    }

    private double trueRange(int i) {
        Sample x = s.get(i);
        double before = close(i - 1);
        return Math.max(x.high() - x.low(), Math.max(Math.abs(x.high() - before), Math.abs(x.low() - before)));
    }

    private double plus(int i) {
        double up = s.get(i).high() - s.get(i - 1).high();
        double down = s.get(i - 1).low() - s.get(i).low();
        return up > down && up > 0 ? up : 0;
    }

    private double minus(int i) {
        double up = s.get(i).high() - s.get(i - 1).high();
        double down = s.get(i - 1).low() - s.get(i).low();
        return down > up && down > 0 ? down : 0;
    }

    private double rogersSatchell(int i) {
        Sample x = s.get(i);
        return ln(x.high(), x.close()) * ln(x.high(), x.open()) + ln(x.low(), x.close()) * ln(x.low(), x.open());
    }

    private double ewmavol(int t) {
        double v = square(ret(1));
        for (int i = 2; i <= t; i++) {
            v = 0.94 * v + 0.06 * square(ret(i));
        }
        return Math.sqrt(v);
    }

    private double signal(int t) {
        double fast = close(0);
        double slow = close(0);
        double signal = 0;
        for (int i = 1; i <= t; i++) {
            fast = close(i) * 2 / 13 + fast * 11 / 13;
            slow = close(i) * 2 / 27 + slow * 25 / 27;
            signal = (fast - slow) * 2 / 10 + signal * 8 / 10;
        }
        return signal;
    }

    private static double ema(int n, int t, IntToDoubleFunction x) {
        double e = x.applyAsDouble(0);
        for (int i = 1; i <= t; i++) {
            e = x.applyAsDouble(i) * 2 / (n + 1) + e * (n - 1) / (n + 1);
        }
        return e;
    }

    private double balance(int t) {
        double sum = 0;
        for (int i = 1; i <= t; i++) {
            sum += Math.signum(close(i) - close(i - 1)) * s.get(i).volume();
        }
        return sum;
    }

    private double close(int i) {
        return s.get(i).close();
    }

    private double typical(int i) {
        return (s.get(i).high() + s.get(i).low() + s.get(i).close()) / 3;
    }

    private double ret(int i) {
        return ln(close(i), close(i - 1));
    }

    private static double ln(double a, double b) {
        return StrictMath.log(a / b);
    }

    private static double square(double x) {
        return x * x;
    }

    private static double[] window(int w, int t, IntToDoubleFunction item) {
        double[] x = new double[w];
        for (int i = 0; i < w; i++) {
            x[i] = item.applyAsDouble(t - w + 1 + i);
        }
        return x;
    }

    private static double sum(int w, int t, IntToDoubleFunction item) {
        double sum = 0;
        for (double x : window(w, t, item)) {
            sum += x;
        }
        return sum;
    }
}
