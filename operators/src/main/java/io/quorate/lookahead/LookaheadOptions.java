package io.quorate.lookahead;

/**
 * How a test is made.
 *
 * @param fromMs no cut before this event time
 * @param cuts number of cuts, each tested twice
 * @param seed of cuts and noise
 * @param tolerance relative, of numbers made elsewhere; 0 demands the same bits
 */
public record LookaheadOptions(long fromMs, int cuts, long seed, double tolerance) {
    public LookaheadOptions {
        if (cuts < 1) {
            throw new IllegalArgumentException("expected 1 cut or more, was " + cuts);
        }
        if (!(tolerance >= 0 && tolerance < 1)) {
            throw new IllegalArgumentException("expected a tolerance from 0 to below 1, was " + tolerance);
        }
    }

    /** The same bits, at this many cuts anywhere. */
    public static LookaheadOptions exact(int cuts, long seed) {
        return new LookaheadOptions(Long.MIN_VALUE, cuts, seed, 0);
    }
}
