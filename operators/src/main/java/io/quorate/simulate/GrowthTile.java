package io.quorate.simulate;

/**
 * Growth factors, 1 + return, of neighbouring paths, step by step: lane j of a tile that was started at path p is path
 * p + j. What a path is depends on the model, the seed and its number, not on the tile. Owned by one thread.
 */
interface GrowthTile {

    /** Paths made at once. */
    int lanes();

    /** Starts anew, with the paths from a number on. */
    void start(long firstPath);

    /** Makes the next step: one factor of 0 or more for each lane. Called once for each step after a start. */
    void next(double[] growth);
}
