package io.quorate.simulate;

import java.io.Serializable;

/** Where the steps of paths come from: immutable, the same for every thread. */
public interface PathModel extends Serializable {

    /** What it is. */
    SimulationMethod method();

    /**
     * Throws IllegalArgumentException when it cannot make paths of this length.
     *
     * @param steps length of a path
     */
    default void requireSteps(int steps) {}

    /** A tile of its paths. */
    GrowthTile tile(long seed, int steps);

    /** Terminal wealth of every path when that is certain, from 1 at the start; otherwise NaN. */
    default double certainWealth(int steps) {
        return Double.NaN;
    }
}
