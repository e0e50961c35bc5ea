package io.quorate.simulate;

import java.io.Serializable;
import java.util.List;

/**
 * What is simulated. Two runs of equal plans give the same result, whatever computes them.
 *
 * @param model where the steps come from
 * @param steps length of a path, 1 to 1,000,000
 * @param paths number of paths, 1 to 10^12
 * @param seed seed of every draw
 * @param ruinLevels drawdowns that count as ruin, ascending, in (0, 1]
 * @param exactPaths most paths whose values are all kept, so that quantiles are exact; with more they are counted in bins
 */
public record SimulationPlan(
        PathModel model, int steps, long paths, long seed, List<Double> ruinLevels, long exactPaths)
        implements Serializable {

    public static final int MOST_STEPS = 1_000_000;
    public static final long MOST_PATHS = 1_000_000_000_000L;

    /** Bytes that each path takes when its values are kept: two doubles. */
    public static final int BYTES_PER_EXACT_PATH = 16;

    /** An array of doubles has at most so many. */
    private static final long MOST_EXACT_PATHS = 1 << 30;

    /** @throws IllegalArgumentException for a value out of range */
    public SimulationPlan {
        if (paths < 1 || paths > MOST_PATHS) {
            throw new IllegalArgumentException("expected 1 to 10^12 paths, was " + paths);
        }
        if (steps < 1 || steps > MOST_STEPS) {
            throw new IllegalArgumentException("expected 1 to 1,000,000 steps, was " + steps);
        }
        model.requireSteps(steps);
        ruinLevels = List.copyOf(ruinLevels);
        double before = 0;
        for (double level : ruinLevels) {
            if (!(level > before && level <= 1)) {
                throw new IllegalArgumentException(
                        "expected ascending levels of ruin above 0 and up to 1, was " + ruinLevels);
            }
            before = level;
        }
        if (exactPaths < 0) {
            throw new IllegalArgumentException("expected 0 or more exact paths, was " + exactPaths);
        }
        exactPaths = Math.min(exactPaths, MOST_EXACT_PATHS);
    }

    /** Whether every value is kept. */
    public boolean exact() {
        return paths <= exactPaths;
    }
}
