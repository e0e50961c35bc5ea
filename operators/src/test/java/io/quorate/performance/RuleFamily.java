package io.quorate.performance;

import io.quorate.tune.Assignment;
import io.quorate.tune.CategoricalParameter;
import io.quorate.tune.FloatParameter;
import io.quorate.tune.IntParameter;
import io.quorate.tune.ParameterSpace;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Trading rules with parameters over a path of returns, for studies whose truth is known. A rule sees the returns before
 * the one it earns.
 */
final class RuleFamily {
    static final ParameterSpace SPACE = new ParameterSpace(List.of(
            new CategoricalParameter(
                    "rule", List.of("momentum", "reversion", "lively", "calm", "season", "counter-season"), null),
            new IntParameter("window", 2, 100, 1, true, null),
            new IntParameter("lag", 1, 20),
            new FloatParameter("threshold", 0, 2, false, 0, null)));

    /** Mean of a return while the planted edge is on, in standard deviations. */
    private static final double DRIFT = 0.13;

    private static final int EDGE_WINDOW = 12;
    private static final int EDGE_LAG = 5;
    private static final double EDGE_THRESHOLD = 0.5;
    private static final double SIGMA = 0.01;
    private static final int WARM_UP = 120;

    private final double[] path;
    private final double[] sums;
    private final double[] squares;

    private RuleFamily(double[] path) {
        this.path = path;
        sums = new double[path.length + 1];
        squares = new double[path.length + 1];
        for (int t = 0; t < path.length; t++) {
            sums[t + 1] = sums[t] + path[t];
            squares[t + 1] = squares[t] + path[t] * path[t];
        }
    }

    /** Independent returns: no rule has an edge. */
    static RuleFamily randomWalk(long seed, int periods) {
        return new RuleFamily(path(seed, periods, 0));
    }

    /** Returns that lean to the side of the twelve returns five periods ago when these were large. */
    static RuleFamily withEdge(long seed, int periods) {
        return new RuleFamily(path(seed, periods, DRIFT));
    }

    private static double[] path(long seed, int periods, double drift) {
        Random random = new Random(seed);
        double[] path = new double[WARM_UP + periods];
        double[] before = new double[path.length + 1];
        for (int t = 0; t < path.length; t++) {
            double lean = 0;
            int to = t - EDGE_LAG + 1;
            if (to >= EDGE_WINDOW) {
                double z = (before[to] - before[to - EDGE_WINDOW]) / (SIGMA * Math.sqrt(EDGE_WINDOW));
                lean = Math.abs(z) > EDGE_THRESHOLD ? Math.signum(z) : 0;
            }
            path[t] = SIGMA * (random.nextGaussian() + drift * lean);
            before[t + 1] = before[t] + path[t];
        }
        return path;
    }

    /** Returns of the rule that was planted. */
    double[] oracle() {
        return returns("momentum", EDGE_WINDOW, EDGE_LAG, EDGE_THRESHOLD);
    }

    double[] returns(Assignment a) {
        return returns(a.text("rule"), (int) a.integer("window"), (int) a.integer("lag"), a.number("threshold"));
    }

    private double[] returns(String rule, int window, int lag, double threshold) {
        double[] returns = new double[path.length - WARM_UP];
        Arrays.setAll(returns, i -> path[WARM_UP + i] * position(rule, WARM_UP + i, window, lag, threshold));
        return returns;
    }

    private double position(String rule, int t, int window, int lag, double threshold) {
        int to = t - lag + 1;
        double z = (sums[to] - sums[to - window]) / (SIGMA * Math.sqrt(window));
        double heat = ((squares[to] - squares[to - window]) / (SIGMA * SIGMA) - window) / Math.sqrt(2.0 * window);
        int phase = t % (window + 1);
        return switch (rule) {
            case "momentum" -> Math.abs(z) > threshold ? Math.signum(z) : 0;
            case "reversion" -> Math.abs(z) > threshold ? -Math.signum(z) : 0;
            case "lively" -> heat > threshold ? 1 : 0;
            case "calm" -> heat < -threshold / 2 ? 1 : 0;
            case "season" -> phase == lag % (window + 1) ? 1 : 0;
            default -> phase == lag % (window + 1) ? -1 : 0;
        };
    }
}
