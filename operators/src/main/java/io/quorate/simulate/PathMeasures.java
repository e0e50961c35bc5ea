package io.quorate.simulate;

import java.util.Arrays;

/**
 * What is measured on the paths of a tile while they are made, one lane each. Owned by one thread.
 *
 * <p>The equity starts at 1. Its level is its ratio to the highest value so far, {@code min(1, level * growth)}, which needs
 * no division: the maximum drawdown is 1 minus the lowest level, and a path is under water while the level is below 1. Every
 * loop is free of branches, so that the compiler can do several lanes at once.
 */
final class PathMeasures {

    private final int lanes;
    private final double[] wealth;
    private final double[] level;
    private final double[] lowest;
    private final double[] run;
    private final double[] longest;
    private final double[] under;

    PathMeasures(int lanes) {
        this.lanes = lanes;
        wealth = new double[lanes];
        level = new double[lanes];
        lowest = new double[lanes];
        run = new double[lanes];
        longest = new double[lanes];
        under = new double[lanes];
    }

    /** Back to the start of every path. */
    void start() {
        Arrays.fill(wealth, 1);
        Arrays.fill(level, 1);
        Arrays.fill(lowest, 1);
        Arrays.fill(run, 0);
        Arrays.fill(longest, 0);
        Arrays.fill(under, 0);
    }

    /** Takes one step on every path. */
    void step(double[] growth) {
        grow(wealth, growth, lanes);
        sink(level, lowest, growth, lanes);
        dive(level, run, longest, under, lanes);
    }

    private static void grow(double[] wealth, double[] growth, int lanes) {
        for (int j = 0; j < lanes; j++) {
            wealth[j] *= growth[j];
        }
    }

    private static void sink(double[] level, double[] lowest, double[] growth, int lanes) {
        for (int j = 0; j < lanes; j++) {
            double now = Math.min(1.0, level[j] * growth[j]);
            level[j] = now;
            lowest[j] = Math.min(lowest[j], now);
        }
    }

    private static void dive(double[] level, double[] run, double[] longest, double[] under, int lanes) {
        for (int j = 0; j < lanes; j++) {
            // the floor of a level is 1 at a high and 0 below
            double below = 1.0 - Math.floor(level[j]);
            double length = (run[j] + 1.0) * below;
            run[j] = length;
            longest[j] = Math.max(longest[j], length);
            under[j] += below;
        }
    }

    /** Equity of a lane, 1 at the start. */
    double wealth(int lane) {
        // an equity beyond the doubles that is lost afterwards would be no number
        return level[lane] == 0 ? 0 : wealth[lane];
    }

    /** Maximum drawdown of a lane, in [0, 1]. */
    double drawdown(int lane) {
        return 1 - lowest[lane];
    }

    /** Most consecutive steps of a lane below its highest equity. */
    int longestUnderWater(int lane) {
        return (int) longest[lane];
    }

    /** Steps of a lane below its highest equity. */
    int underWater(int lane) {
        return (int) under[lane];
    }
}
